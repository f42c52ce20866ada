// The tour itself: a card beside the page, or on a phone a sheet above the buttons of training. It covers nothing that
// cannot be scrolled to, shows the control that it speaks of, and notices when what it asks for was done.
import { language, t } from '../i18n/text.ts';
import { find, listening, passFocus, setText } from '../panels/panel.ts';
import type { State } from '../state/state.ts';
import { type Chapter, chapters, type Values } from './chapters.ts';
import { keepProgress, loadProgress, type Move, type Progress, reduceProgress } from './progress.ts';
import { rich } from './rich-text.ts';
import { createShowing } from './showing.ts';
import { loadWords } from './words.ts';

export interface Tour {
  render(state: State): void;
  /** Where it was left. */
  open(): void;
  dispose(): void;
}

/** What changes while one draws is told when it rests. */
const restMilliseconds = 800;

export async function createTour(root: HTMLElement): Promise<Tour> {
  const words = await loadWords[language()]();
  const begin = find(root, '.begin', HTMLButtonElement);
  const list = find(root, '.chapters', HTMLOListElement);
  const card = find(root, '.tour', HTMLElement);
  const place = find(card, '.tour-place', HTMLElement);
  const page = find(card, '.tour-page', HTMLElement);
  const title = find(page, '#tour-title', HTMLElement);
  const text = find(page, '.tour-text', HTMLElement);
  const code = find(page, '.tour-code code', HTMLElement);
  const task = find(page, '.tour-task', HTMLElement);
  const runs = find(page, '.tour-links', HTMLUListElement);
  const done = find(card, '.tour-done', HTMLElement);
  const buttons = find(card, '.tour-buttons', HTMLElement);
  const previous = find(card, '.previous', HTMLButtonElement);
  const show = find(card, '.show', HTMLButtonElement);
  const next = find(card, '.next', HTMLButtonElement);
  const fold = find(card, '.fold', HTMLButtonElement);
  const leave = find(card, '.leave', HTMLButtonElement);
  const showing = createShowing(() => title.focus());
  let progress = loadProgress();
  let shown: Chapter | undefined;
  let state: State | undefined;
  let opener: Element | null = null;
  let noticed = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const index = () => Math.min(progress.chapter, chapters.length - 1);

  function move(made: Move): void {
    progress = reduceProgress(progress, made);
    keepProgress(progress);
    display();
  }

  function go(chapter: number): void {
    if (!card.contains(document.activeElement)) opener = document.activeElement;
    move({ type: 'opened', chapter });
    title.focus({ preventScroll: true });
  }

  function close(): void {
    showing.end();
    move({ type: 'left' });
    const heir = opener instanceof HTMLElement && opener.checkVisibility() ? opener : begin;
    heir.focus({ preventScroll: true });
  }

  const { listen, stop } = listening();
  listen(previous, 'click', () => go(index() - 1));
  listen(next, 'click', () => {
    if (shown && !shown.done) move({ type: 'done', id: shown.id });
    if (index() < chapters.length - 1) go(index() + 1);
    else close();
  });
  listen(show, 'click', () => {
    if (shown) showing.show(shown.shows);
  });
  listen(fold, 'click', () => move({ type: 'folded', folded: !progress.folded }));
  listen(leave, 'click', close);

  const entries = chapters.map(({ id }, chapter) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words[id].title;
    listen(button, 'click', () => go(chapter));
    const item = document.createElement('li');
    item.append(button);
    return { id, item, button };
  });
  list.replaceChildren(...entries.map(({ item }) => item));

  function display(): void {
    const { open, folded } = progress;
    const chapter = chapters[index()];
    card.hidden = !open;
    card.classList.toggle('is-folded', folded);
    page.hidden = folded;
    buttons.hidden = folded;
    setText(fold, folded ? t('Unfold') : t('Fold'));
    fold.ariaExpanded = String(!folded);
    setText(begin, beginText(progress));
    for (const { id, item, button } of entries) {
      const isDone = progress.done.includes(id);
      item.classList.toggle('is-done', isDone);
      button.ariaCurrent = open && id === chapter?.id ? 'step' : null;
      button.ariaLabel = isDone ? t('{chapter}, done', { chapter: words[id].title }) : null;
    }
    if (open && chapter && chapter !== shown) displayChapter(chapter);
  }

  function displayChapter(chapter: Chapter): void {
    shown = chapter;
    const said = words[chapter.id];
    showing.end();
    clearTimeout(timer);
    timer = undefined;
    noticed = '';
    setText(place, t('{n} of {all}', { n: index() + 1, all: chapters.length }));
    setText(title, said.title);
    text.replaceChildren(...said.paragraphs.map((paragraph) => rich(document.createElement('p'), paragraph)));
    setText(code, chapter.code);
    rich(task, said.task);
    runs.replaceChildren(...(chapter.runs ?? []).map((run, i) => runItem(run, said.runs?.[i] ?? run)));
    setText(done, '');
    previous.disabled = index() === 0;
    passFocus(previous, title);
    setText(next, index() === chapters.length - 1 ? t('Finish') : t('Next'));
    page.scrollTop = 0;
    check();
  }

  /** Whether what the chapter asks for is done. */
  function check(): void {
    if (!progress.open || !shown || !state) return;
    const values = shown.done?.(state);
    if (!values) return;
    notice(fill(words[shown.id].done, values));
    if (!progress.done.includes(shown.id)) move({ type: 'done', id: shown.id });
  }

  /** The first time soon; what changes after that when it rests, since it is read out. */
  function notice(sentence: string): void {
    if (sentence === noticed) return;
    const isFirst = noticed === '' || done.textContent === '';
    noticed = sentence;
    if (isFirst && timer !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      setText(done, noticed);
    }, restMilliseconds);
  }

  display();

  return {
    render(next) {
      state = next;
      check();
    },
    open: () => go(index()),
    dispose() {
      stop();
      clearTimeout(timer);
      showing.dispose();
    },
  };
}

function beginText({ open, chapter, done }: Progress): string {
  if (open) return t('Back to the tour');
  return chapter > 0 || done.length > 0 ? t('Go on with the tour') : t('Take the tour');
}

const fill = (sentence: string, values: Values): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

function runItem(run: string, name: string): HTMLLIElement {
  const link = document.createElement('a');
  link.href = `#${run}`;
  link.textContent = name;
  const item = document.createElement('li');
  item.append(link);
  return item;
}
