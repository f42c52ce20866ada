// The learning rate over the run, as a line and in words. Asked of the core while the form is on screen.
import type { LrPreview } from '../../lib/client.ts';
import type { Actions } from '../actions.ts';
import { rate } from '../format.ts';
import { t } from '../i18n/text.ts';
import { requestedHash } from '../state/settings.ts';
import type { State } from '../state/state.ts';
import { find, setText } from './panel.ts';

const width = 200;
const height = 48;
const margin = 3;

export function createSchedulePreview(root: HTMLElement, actions: Actions) {
  const line = find(root, 'polyline', SVGPolylineElement);
  const words = find(root, 'figcaption', HTMLElement);
  let shown: LrPreview | null = null;
  let asked: string | undefined;
  let last: State | undefined;
  let visible = false;
  const observer = new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? false;
    if (last) render(last);
  });
  observer.observe(root);

  function render(state: State): void {
    const isNews = last?.settings !== state.settings || last.run.config !== state.run.config;
    const isLate = asked === undefined;
    last = state;
    const { settings, run } = state;
    if (!visible || !run.config || !(isNews || isLate)) return;
    const { config } = run;
    // A run that goes on may have changed on its way.
    const hash = Object.keys(settings.edits).length > 0 ? requestedHash(settings, config) : config.hash;
    if (hash !== asked) actions.previewSchedule(hash);
    asked = hash;
    const preview = settings.preview?.hash === hash ? settings.preview.of : shown;
    if (preview === shown) return;
    shown = preview;
    line.setAttribute('points', preview ? points(preview) : '');
    setText(words, preview ? sentence(preview) : t('No such schedule can be.'));
  }

  return { render, dispose: () => observer.disconnect() };
}

function points({ epochs, rates, peak }: LrPreview): string {
  const end = Math.max(epochs.at(-1) ?? 0, 1e-9);
  const x = (epoch: number) => margin + ((width - 2 * margin) * epoch) / end;
  const y = (lr: number) => height - margin - ((height - 2 * margin) * lr) / peak;
  const line = epochs.map((epoch, i) => `${x(epoch).toFixed(1)},${y(rates[i] ?? 0).toFixed(1)}`);
  return line.length > 1 ? line.join(' ') : `${margin},${y(peak)} ${width - margin},${y(peak)}`;
}

function sentence(preview: LrPreview): string {
  const [first, peak, last] = [rate(preview.first), rate(preview.peak), rate(preview.last)];
  const epoch = rate(preview.peakEpoch);
  if (preview.rates.every((lr) => lr === preview.first)) return t('The rate stays at {first}.', { first });
  if (preview.peakEpoch === 0) return t('The rate falls from {first} to {last}.', { first, last });
  if (peak === last) return t('The rate rises from {first} to {last}.', { first, last });
  return t('The rate rises from {first} to {peak} after {epoch} epochs, and falls to {last}.', {
    ...{ first, peak, epoch, last },
  });
}
