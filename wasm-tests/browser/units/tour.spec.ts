import { expect, test } from '@playwright/test';
import { languageOf } from '../../../web/app/i18n/language.ts';
import { languages } from '../../../web/app/i18n/text.ts';
import { chapters } from '../../../web/app/learn/chapters.ts';
import { initialProgress, parse, reduceProgress } from '../../../web/app/learn/progress.ts';
import { type ChapterWords, loadWords } from '../../../web/app/learn/words.ts';

const said = ({ title, paragraphs, task, done, runs = [] }: ChapterWords): string[] => [
  ...[title, ...paragraphs, task, done, ...runs],
];

test('the tour says the same in each language: as much, with the same code and the same values', async () => {
  const english = await loadWords.en();
  for (const language of languages) {
    const words = await loadWords[language]();
    for (const { id, runs = [], done } of chapters) {
      const [here, there] = [words[id], english[id]];
      expect(here.paragraphs.length, `paragraphs of ${id}, ${language}`).toBe(there.paragraphs.length);
      expect(here.runs?.length ?? 0, `runs of ${id}, ${language}`).toBe(runs.length);
      expect(here.done !== '', `words for ${id} done, ${language}`).toBe(done !== undefined);
      for (const [index, text] of said(here).entries()) {
        const original = said(there)[index] ?? '';
        const code = (sentence: string) => sentence.match(/`[^`]+`/g)?.sort() ?? [];
        const values = (sentence: string) => sentence.match(/\{\w+\}/g)?.sort() ?? [];
        expect(code(text), `code of ${id}, ${language}`).toEqual(code(original));
        expect(values(text), `values of ${id}, ${language}`).toEqual(values(original));
      }
    }
  }
});

test('no chapter is named like a button that others look for', async () => {
  const names = Object.values(await loadWords.en()).map(({ title }) => title);
  for (const name of names)
    expect(name).not.toMatch(/train|pause|step|reset|clear|undo|test|cancel|remove|apply/i);
});

test('progress in the tour goes on from where it was, whatever stands in the store', () => {
  let progress = reduceProgress(initialProgress, { type: 'opened' });
  progress = reduceProgress(progress, { type: 'done', id: 'mnist' });
  progress = reduceProgress(progress, { type: 'done', id: 'mnist' });
  progress = reduceProgress(progress, { type: 'opened', chapter: 3 });
  progress = reduceProgress(progress, { type: 'folded', folded: true });
  expect(progress).toEqual({ open: true, folded: true, chapter: 3, done: ['mnist'] });
  expect(parse(JSON.stringify(progress))).toEqual(progress);
  expect(reduceProgress(progress, { type: 'opened' }).folded).toBe(false);
  expect(reduceProgress(progress, { type: 'left' })).toEqual({ ...progress, open: false });
  expect(parse(null)).toEqual(initialProgress);
  expect(parse('{"open":1,"chapter":-3,"done":[1,"loss"]}')).toEqual({ ...initialProgress, done: ['loss'] });
});

test('the first language that a browser prefers decides', () => {
  expect(languageOf(['zh-TW', 'en'])).toBe('zh-Hant');
  expect(languageOf(['zh-Hant-HK'])).toBe('zh-Hant');
  expect(languageOf(['zh-HK'])).toBe('zh-Hant');
  expect(languageOf(['zh-CN'])).toBe('zh-Hans');
  expect(languageOf(['zh'])).toBe('zh-Hans');
  expect(languageOf(['zh-Hans-SG'])).toBe('zh-Hans');
  expect(languageOf(['de', 'zh-TW'])).toBe('en');
  expect(languageOf(['en-GB'])).toBe('en');
  expect(languageOf([])).toBe('en');
});
