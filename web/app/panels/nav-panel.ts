// To the panels below. Not links: the address of this page is the run.
import { listening, type Panel } from './panel.ts';

export const createNavPanel = (root: HTMLElement): Panel => {
  const { listen, stop } = listening();
  for (const button of root.querySelectorAll('button')) {
    listen(button, 'click', () => {
      const section = document.getElementById(button.dataset.to ?? '');
      // Not smoothly: what fills on the way would push the place that is gone to away.
      section?.scrollIntoView({ behavior: 'instant' });
      section?.querySelector('h2')?.focus({ preventScroll: true });
    });
  }
  return { render() {}, dispose: stop };
};
