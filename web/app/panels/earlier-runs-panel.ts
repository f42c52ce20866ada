// The runs before this one: a numbered list, each with its number on its line in the charts.
import type { RunConfig } from '../../lib/client.ts';
import { decimals, percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { comparable, type EarlierRun } from '../state/earlier-runs.ts';
import { hashLink } from './hash-link.ts';
import { type CreatePanel, find, headingOf, listening } from './panel.ts';
import { differences, seedWords } from './setting-words.ts';

export const createEarlierRunsPanel: CreatePanel = (root, actions) => {
  const list = find(root, 'ol', HTMLOListElement);
  const { listen, stop } = listening();
  let shownRuns: readonly EarlierRun[] | undefined;
  let shownConfig: RunConfig | null = null;

  const keyOf = (target: EventTarget | null): string | undefined =>
    target instanceof Element ? target.closest('li')?.dataset.key : undefined;

  listen(list, 'change', ({ target }) => {
    const key = keyOf(target);
    if (key !== undefined && target instanceof HTMLInputElement) actions.showEarlierRun(key, target.checked);
  });
  listen(list, 'click', ({ target }) => {
    const key = keyOf(target);
    if (key === undefined || !(target instanceof HTMLButtonElement)) return;
    actions.removeEarlierRun(key);
    headingOf(root)?.focus({ preventScroll: true });
  });
  const pointAt = ({ target }: Event) => actions.pointAtEarlierRun(keyOf(target) ?? null);
  listen(list, 'pointerover', pointAt);
  listen(list, 'focusin', pointAt);
  listen(list, 'pointerleave', () => actions.pointAtEarlierRun(null));
  listen(list, 'focusout', () => actions.pointAtEarlierRun(null));

  return {
    render(state) {
      const { config } = state.run;
      const { runs } = state.earlierRuns;
      if (runs === shownRuns && config === shownConfig) return;
      const focused = document.activeElement;
      const focusedKey = list.contains(focused) ? keyOf(focused) : undefined;
      shownRuns = runs;
      shownConfig = config;
      const listed = config ? comparable(state) : [];
      root.hidden = listed.length === 0;
      list.replaceChildren(...listed.map((run) => (config ? item(run, config) : '')));
      // A list that is made anew has lost the focus that was in it.
      for (const entry of list.children)
        if (entry instanceof HTMLLIElement && entry.dataset.key === focusedKey)
          entry.querySelector('input')?.focus();
    },
    dispose: stop,
  };
};

function item(run: EarlierRun, current: RunConfig): HTMLLIElement {
  const entry = document.createElement('li');
  entry.dataset.key = run.key;
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = run.shown;
  label.append(box, ` ${words(run, current)}`);
  const result = document.createElement('span');
  result.className = 'earlier-result';
  result.textContent = resultText(run);
  entry.append(label, result);
  if (run.config.hash !== current.hash) {
    const link = document.createElement('a');
    link.href = hashLink(run.config.hash);
    link.textContent = t('Go back to it');
    entry.append(link);
  }
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.textContent = t('Remove');
  remove.ariaLabel = t('Remove from the list: {run}', { run: words(run, current) });
  entry.append(remove);
  return entry;
}

function words(run: EarlierRun, current: RunConfig): string {
  const others = differences(run.config, current);
  const isSame = others.length === 0 && run.config.seed === current.seed;
  return isSame
    ? t('The same settings and seed')
    : [...(others.length > 0 ? others : [t('the same settings')]), seedWords(run.config, current)].join(', ');
}

function resultText(run: EarlierRun): string {
  const accuracy = run.validationAccuracy.values.at(-1);
  const epoch = run.validationAccuracy.epochs.at(-1);
  if (accuracy != null && epoch != null)
    return t('{accuracy} after epoch {epoch}', { accuracy: percent(accuracy, 2), epoch });
  const loss = run.batchLoss.values.at(-1);
  return t('loss {loss} at step {step}', { loss: loss == null ? '–' : decimals(loss), step: run.step });
}
