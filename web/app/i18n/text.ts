// The page's words. English stands in the code and in the markup, and is the key to the other languages.

export type Catalog = { readonly [english: string]: string };

let catalog: Catalog = {};

export function useCatalog(next: Catalog): void {
  catalog = next;
}

/** In the language of the page; "{name}" stands for a value. What is not translated stays English. */
export function t(english: string, values: { readonly [name: string]: string | number } = {}): string {
  const text = catalog[english] ?? english;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
