// The address bar: its hash is the run.

/** Without '#'. */
export const read = (): string => location.hash.replace(/^#/, '');

/** For a run that one can go back from. */
export function push(hash: string): void {
  if (hash !== read()) history.pushState(null, '', toUrl(hash));
}

/** The same run, written shorter. */
export function replace(hash: string): void {
  if (hash !== read()) history.replaceState(null, '', toUrl(hash));
}

const toUrl = (hash: string): string => location.pathname + location.search + (hash ? `#${hash}` : '');
