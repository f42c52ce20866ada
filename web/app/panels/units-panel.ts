// What the first layer looks for: its units' weights as small images, which form while it learns.
import type { Reading, UnitImages } from '../../lib/client.ts';
import { decimals } from '../format.ts';
import { faultText } from '../i18n/fault-text.ts';
import { t } from '../i18n/text.ts';
import { shownReading } from '../state/drawing.ts';
import type { InspectionState } from '../state/inspection.ts';
import { trainedSteps } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { onThemeChange } from './canvas-size.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';
import { paintTile, type SignedColours, signedColours } from './signed-colours.ts';

const unitsOnPage = 128;
const gap = 1; // pixels between two images, in which the marks are drawn
const leastTile = 34; // pixels of the screen

export const createUnitsPanel: CreatePanel = (root, actions) => {
  const canvas = find(root, 'canvas', HTMLCanvasElement);
  const number = find(root, 'input[type=number]', HTMLInputElement);
  const words = find(root, '.unit-words', HTMLOutputElement);
  const pages = find(root, '.unit-pages', HTMLElement);
  const place = find(pages, 'span', HTMLElement);
  const previous = find(pages, '.previous', HTMLButtonElement);
  const following = find(pages, '.next', HTMLButtonElement);
  const fault = find(root, '.fault', HTMLElement);
  let state: State | undefined;
  let shown: UnitImages | null = null;
  let look: InspectionState['look'] = null;
  let run: State['run']['config'] = null;
  let reading: Reading | null = null;
  let asked = '';
  let from = 0;
  let chosen: number | null = null; // else the one that answers most is told of
  let acrossTiles = 16;
  let colours: SignedColours | undefined;

  const side = () => {
    const { rows = 28, columns = 28 } = state?.data.summary ?? {};
    const features = shown?.features ?? 0;
    return rows * columns === features ? { rows, columns } : { rows: 1, columns: Math.max(1, features) };
  };

  function paint(): void {
    const context = canvas.getContext('2d');
    if (!shown || !context) return;
    const { rows, columns } = side();
    const count = shown.greatest.length;
    const across = Math.min(acrossTiles, count);
    canvas.width = across * (columns + gap) + gap;
    canvas.height = Math.ceil(count / across) * (rows + gap) + gap;
    colours ??= signedColours(canvas);
    const image = new ImageData(canvas.width, canvas.height);
    const corner = (index: number) => ({
      x: gap + (index % across) * (columns + gap),
      y: gap + Math.floor(index / across) * (rows + gap),
    });
    for (let index = 0; index < count; index++) {
      const { x, y } = corner(index);
      const shades = shown.shades.subarray(index * shown.features, (index + 1) * shown.features);
      paintTile(image, colours, shades, columns, x, y);
    }
    context.putImageData(image, 0, 0);
    const mark = (marked: number, colour: string) => {
      const index = marked - (shown?.from ?? 0);
      if (index < 0 || index >= count) return;
      const { x, y } = corner(index);
      context.strokeStyle = colour;
      context.strokeRect(x - gap / 2, y - gap / 2, columns + gap, rows + gap);
    };
    const style = getComputedStyle(canvas);
    const strongest = strongestUnit();
    if (strongest !== undefined) mark(strongest, style.outlineColor);
    if (chosen !== null && chosen !== strongest) mark(chosen, style.caretColor);
  }

  const strongestUnit = (): number | undefined => {
    const layer = look?.way.layers[0];
    return layer && layer.values.length === shown?.units ? layer.strongest : undefined;
  };

  function tell(): void {
    if (!shown) return;
    const unit = chosen ?? strongestUnit() ?? shown.from;
    if (document.activeElement !== number) number.value = String(unit + 1);
    const activation = look?.way.layers[0]?.values[unit];
    const greatest = shown.greatest[unit - shown.from];
    const strongest = strongestUnit();
    const parts = [
      t('Unit {unit} of {units}.', { unit: unit + 1, units: shown.units }),
      ...(greatest === undefined ? [] : [t('Greatest weight {weight}.', { weight: decimals(greatest) })]),
      ...(activation === undefined || strongest === undefined
        ? []
        : [
            t('It answers your drawing with {activation}.', { activation: decimals(activation) }),
            unit === strongest
              ? t('No other unit answers it more.')
              : t('Unit {unit} answers it most.', { unit: strongest + 1 }),
          ]),
    ];
    setText(words, parts.join(' '));
  }

  function choose(wanted: number): void {
    if (!shown || !Number.isInteger(wanted) || wanted < 0 || wanted >= shown.units) return;
    chosen = wanted;
    const page = wanted - (wanted % unitsOnPage);
    if (page !== from) {
      from = page;
      actions.seeUnits(from, unitsOnPage);
    }
    paint();
    tell();
  }

  const { listen, stop } = listening();
  listen(canvas, 'pointermove', ({ offsetX, offsetY }) => {
    if (!shown) return;
    const across = Math.min(acrossTiles, shown.greatest.length);
    const down = Math.ceil(shown.greatest.length / across);
    const x = Math.floor((offsetX / canvas.clientWidth) * across);
    const y = Math.floor((offsetY / canvas.clientHeight) * down);
    choose(shown.from + y * across + x);
  });
  listen(number, 'input', () => choose(Number(number.value) - 1));
  listen(previous, 'click', () => choose(Math.max(0, from - unitsOnPage)));
  listen(following, 'click', () => choose(from + unitsOnPage));
  const stopTheme = onThemeChange(() => {
    colours = undefined;
    paint();
  });
  const resize = new ResizeObserver(() => {
    const fits = [32, 16, 8].find((tiles) => canvas.clientWidth / tiles >= leastTile) ?? 8;
    if (fits === acrossTiles) return;
    acrossTiles = fits;
    paint();
  });
  resize.observe(canvas);

  return {
    render(next) {
      state = next;
      const { inspection, run: runState, correction, worker } = next;
      setText(fault, inspection.fault ? faultText(inspection.fault) : '');
      if (runState.config !== run) {
        run = runState.config;
        asked = '';
        from = 0;
        chosen = null;
      }
      const now = shownReading(next.drawing);
      if (now !== reading) {
        reading = now;
        if (now) actions.look();
      }
      const network = `${trainedSteps(runState)} ${correction.count.made}`;
      if (worker.fault === null && run !== null && network !== asked) {
        asked = network;
        actions.seeUnits(from, unitsOnPage);
      }
      if (inspection.units === shown && inspection.look === look) return;
      shown = inspection.units;
      look = inspection.look;
      canvas.classList.toggle('is-awaited', shown === null);
      if (!shown) return setText(words, '');
      number.max = String(shown.units);
      pages.hidden = shown.units <= unitsOnPage;
      previous.disabled = shown.from === 0;
      following.disabled = shown.from + unitsOnPage >= shown.units;
      setText(
        place,
        t('Units {first} to {last} of {units}', {
          first: shown.from + 1,
          last: shown.from + shown.greatest.length,
          units: shown.units,
        }),
      );
      paint();
      tell();
    },
    dispose() {
      stop();
      stopTheme();
      resize.disconnect();
    },
  };
};
