// What the tour says, in the language of the page.
import type { Language } from '../i18n/text.ts';
import type { ChapterId } from './chapters.ts';

export interface ChapterWords {
  readonly title: string;
  /** What stands between `backticks` is code. */
  readonly paragraphs: readonly string[];
  /** What to do. */
  readonly task: string;
  /** That it was done; "{name}" stands for a value of the chapter's. */
  readonly done: string;
  /** Of the chapter's runs. */
  readonly runs?: readonly string[];
}

export type Words = { readonly [id in ChapterId]: ChapterWords };

export const loadWords: { readonly [L in Language]: () => Promise<Words> } = {
  en: async () => (await import('./words.en.ts')).words,
  'zh-Hant': async () => (await import('./words.zh-Hant.ts')).words,
  'zh-Hans': async () => (await import('./words.zh-Hans.ts')).words,
};
