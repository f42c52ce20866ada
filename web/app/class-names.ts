// What the classes of a data set are called, for its next visit; the set is known by its checksum.

const key = (checksum: string): string => `inkling-classes-${checksum}`;

/** Empty when there are none, or none that can be read. */
export function loadClassNames(checksum: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(key(checksum)) ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string').slice(0, 256) : [];
  } catch {
    return [];
  }
}

/** A browser that keeps nothing shows them as long as the page is open. */
export function keepClassNames(checksum: string, names: readonly string[]): void {
  try {
    localStorage.setItem(key(checksum), JSON.stringify(names));
  } catch {}
}
