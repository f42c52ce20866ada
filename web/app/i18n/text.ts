// The page's words. English stands in the code and in the markup, and is the key to the other languages.

/** By the English sentence, or by the code of a fault; see fault-text.ts. */
export type Catalog = { readonly [english: string]: string };

/** As BCP 47 names them. */
export const languages = ['en', 'zh-Hant', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

let current: Language = 'en';
let catalog: Catalog = {};

export function useCatalog(language: Language, next: Catalog): void {
  current = language;
  catalog = next;
}

export const language = (): Language => current;

/** In the language of the page; "{name}" stands for a value. What is not translated stays English. */
export function t(english: string, values: { readonly [name: string]: string | number } = {}): string {
  const text = catalog[english] ?? english;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** What the catalog has under a key that is no English sentence. */
export const entry = (key: string): string | undefined => catalog[key];
