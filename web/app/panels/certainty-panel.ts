// How sure the network is, and how sure it should be: the reliability diagram, in words and as a table too.
import type { ReliabilityBin } from '../../lib/client.ts';
import { count, percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { verdictText } from '../state/calibration.ts';
import { canTrain } from '../state/data.ts';
import type { State } from '../state/state.ts';
import { type CreatePanel, find, listening, passFocus, setText } from './panel.ts';

export const createCertaintyPanel: CreatePanel = (root, actions) => {
  const text = find(root, '.certainty-text', HTMLElement);
  const button = find(root, '.calibrate', HTMLButtonElement);
  const figure = find(root, 'figure', HTMLElement);
  const details = find(root, 'details', HTMLDetailsElement);
  const body = find(root, 'tbody', HTMLTableSectionElement);
  const lines = {
    before: find(root, 'polyline.before', SVGPolylineElement),
    after: find(root, 'polyline.after', SVGPolylineElement),
  };
  const { listen, stop } = listening();
  listen(button, 'click', () => actions.calibrate());
  let shown: State['calibration']['made'] = null;

  return {
    render(state) {
      const { calibration, data, run, worker } = state;
      const { made } = calibration;
      setText(text, certaintyText(state));
      const ready = worker.fault === null && run.activity === 'idle' && canTrain(data);
      button.disabled = !(ready && made === null);
      passFocus(button);
      button.hidden = made !== null;
      if (made === shown) return;
      shown = made;
      figure.hidden = made === null;
      details.hidden = made === null;
      if (!made) return;
      lines.before.setAttribute('points', pointsOf(made.before));
      lines.after.setAttribute('points', pointsOf(made.after));
      body.replaceChildren(...made.after.flatMap((after, i) => row(i, made.before, after)));
    },
    dispose: stop,
  };
};

function certaintyText({ calibration: { made }, run }: State): string {
  if (run.activity === 'calibrating') return t('Comparing its percentages with how often it is right…');
  if (!made) return t('When training has ended, its percentages are compared with how often it is right.');
  const found = verdictText(made);
  if (made.declined === null) return found;
  const declined = t('Of digits it had not seen, {share} would be asked about: “Not a digit?”', {
    share: percent(made.declined),
  });
  return `${found} ${declined}`;
}

/** In shares, which the drawing scales. */
const pointsOf = (bins: readonly ReliabilityBin[]): string =>
  bins
    .filter(({ count }) => count > 0)
    .map(({ confidence, accuracy }) => `${confidence},${accuracy}`)
    .join(' ');

function row(
  index: number,
  { length, [index]: before }: readonly ReliabilityBin[],
  after: ReliabilityBin,
): HTMLTableRowElement[] {
  if (!before || before.count + after.count === 0) return [];
  const element = document.createElement('tr');
  const heading = document.createElement('th');
  heading.scope = 'row';
  heading.textContent = t('{low} to {high}', {
    low: percent(index / length, 0),
    high: percent((index + 1) / length, 0),
  });
  element.append(heading);
  for (const bin of [before, after]) {
    element.insertCell().textContent = count(bin.count);
    element.insertCell().textContent = bin.count > 0 ? percent(bin.accuracy) : '–';
  }
  return [element];
}
