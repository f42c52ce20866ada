// Which language the page speaks: the link's, else the one that was chosen here, else the browser's.
import { type Catalog, type Language, languages, useCatalog } from './text.ts';

const key = 'inkling-language';

/** English costs nothing; the others come when they are wanted. */
const catalogs: { readonly [L in Language]: () => Promise<Catalog> } = {
  en: async () => ({}),
  'zh-Hant': async () => (await import('./zh-Hant.ts')).catalog,
  'zh-Hans': async () => (await import('./zh-Hans.ts')).catalog,
};

export const isLanguage = (name: string | null): name is Language =>
  languages.some((language) => language === name);

/** Of a list as browsers have it, the first that the page speaks: whoever prefers German to Chinese reads English. */
export function languageOf(preferred: readonly string[]): Language {
  const [first = 'en'] = preferred;
  if (!/^zh\b/i.test(first)) return 'en';
  return /^zh-(hant|tw|hk|mo)\b/i.test(first) ? 'zh-Hant' : 'zh-Hans';
}

export function wantedLanguage(): Language {
  const linked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(linked)) return linked;
  const chosen = stored();
  return isLanguage(chosen) ? chosen : languageOf(navigator.languages);
}

/**
 * From now on t() speaks it, unless it is no longer wanted when the catalog is here. Rejects when that cannot be had;
 * all is then as it was.
 */
export async function speak(language: Language, isWanted: () => boolean): Promise<void> {
  const catalog = await catalogs[language]();
  if (!isWanted()) return;
  useCatalog(language, catalog);
  document.documentElement.lang = language;
  document.documentElement.dir = 'ltr';
}

/** A link's language has been used up by the choice. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {} // a browser that keeps nothing asks again
  const address = new URL(location.href);
  if (!address.searchParams.has('lang')) return;
  address.searchParams.delete('lang');
  history.replaceState(history.state, '', address);
}

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
