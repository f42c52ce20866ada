// Learn: the invitation, and the tour, whose chapters come when it is begun, or when Learn comes near the screen.
import { t } from '../i18n/text.ts';
import { loadProgress } from '../learn/progress.ts';
import type { Tour } from '../learn/tour.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';

export const createLearnPanel: CreatePanel = (root) => {
  const begin = find(root, '.begin', HTMLButtonElement);
  const invitation = find(document, '.invitation', HTMLButtonElement);
  const fault = find(root, '.learn-fault', HTMLElement);
  let state: State | undefined;
  let coming: Promise<Tour> | undefined;
  let tour: Tour | undefined;
  let disposed = false;

  async function load(): Promise<Tour | undefined> {
    coming ??= import('../learn/tour.ts').then(({ createTour }) => createTour(root));
    try {
      const made = await coming;
      if (disposed) made.dispose();
      else tour = made;
      setText(fault, '');
    } catch {
      coming = undefined; // a click tries again
      setText(fault, t('The tour could not be loaded.'));
    }
    if (state) tour?.render(state);
    return tour;
  }

  const { listen, stop } = listening();
  for (const button of [begin, invitation])
    listen(button, 'click', () => void load().then((loaded) => loaded?.open()));
  const observer = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting && !coming) void load();
    },
    { rootMargin: '50%' },
  );
  observer.observe(root);
  if (loadProgress().open) void load();

  return {
    isSlow: true,
    render(next) {
      state = next;
      tour?.render(next);
    },
    dispose() {
      disposed = true;
      stop();
      observer.disconnect();
      tour?.dispose();
    },
  };
};
