// Light or dark: the system's, unless one was chosen here. styles/tokens.css honours data-theme.
const key = 'inkling-theme';

/** 'system', 'light' or 'dark'. */
export function themeOf(): string {
  try {
    const theme = localStorage.getItem(key);
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch {
    return chosen;
  }
}

let chosen = 'system'; // where nothing can be kept

export function keepTheme(theme: string): void {
  chosen = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {} // until the page is left
}

export function showTheme(): void {
  const theme = themeOf();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
