// The language and the theme, each a choice in the masthead that this browser keeps.
import { isLanguage, keepLanguage, speak, wantedLanguage } from '../i18n/language.ts';
import { translateDescription } from '../i18n/markup.ts';
import { type Language, language } from '../i18n/text.ts';
import { keepTheme, showTheme, themeOf } from '../theme.ts';
import { find } from './panel.ts';

/** `onLanguage` is told when the page speaks another. */
export function createPreferences(onLanguage: () => void): void {
  const languages = find(document, '#language', HTMLSelectElement);
  const themes = find(document, '#theme', HTMLSelectElement);
  let wanted: Language = 'en';

  async function change(next: Language): Promise<void> {
    wanted = next;
    languages.value = next;
    const before = language();
    await speak(next, () => next === wanted).catch(() => {
      if (next === wanted) languages.value = before; // its words cannot be had: offline, say
    });
    if (language() === before) return;
    translateDescription();
    onLanguage();
  }

  languages.addEventListener('change', () => {
    const chosen = languages.value;
    if (!isLanguage(chosen)) return;
    void change(chosen).then(() => {
      if (language() === chosen) keepLanguage(chosen);
    });
  });
  themes.addEventListener('change', () => {
    keepTheme(themes.value);
    showTheme();
  });
  themes.value = themeOf();
  showTheme();
  const first = wantedLanguage();
  languages.value = first;
  if (first !== 'en') void change(first);
}
