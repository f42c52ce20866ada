// The drawing on its way through the network: what each layer answers, down to ten logits and their probabilities.
import type { LayerActivations } from '../../lib/client.ts';
import { count, decimals, percent } from '../format.ts';
import { t } from '../i18n/text.ts';
import { shownReading } from '../state/drawing.ts';
import type { Look } from '../state/inspection.ts';
import { className, type OwnDataState } from '../state/own-data.ts';
import { onThemeChange } from './canvas-size.ts';
import { paintReading } from './digit-choice.ts';
import { type CreatePanel, find, listening, setText } from './panel.ts';
import { paintSigned } from './signed-colours.ts';

export const createWayPanel: CreatePanel = (root, actions) => {
  const empty = find(root, '.way-empty', HTMLElement);
  const steps = find(root, '.way-steps', HTMLElement);
  const input = find(root, '.way-input', HTMLCanvasElement);
  const list = find(root, '.way-layers', HTMLOListElement);
  const template = find(list, 'template', HTMLTemplateElement);
  const body = find(root, 'tbody', HTMLTableSectionElement);
  const strips: { item: HTMLLIElement; name: HTMLElement; canvas: HTMLCanvasElement; words: HTMLElement }[] =
    [];
  let shown: Look | null = null;
  let names: OwnDataState | undefined;
  let reading: ReturnType<typeof shownReading> = null;
  const { listen, stop } = listening();

  function addStrip(): void {
    const item = find(document.importNode(template.content, true), 'li', HTMLLIElement);
    const strip = {
      item,
      name: find(item, '.layer-name', HTMLElement),
      canvas: find(item, 'canvas', HTMLCanvasElement),
      words: find(item, '.layer-words', HTMLElement),
    };
    const index = strips.length;
    const layer = () => shown?.way.layers[index];
    listen(strip.canvas, 'pointermove', ({ offsetX }) => {
      const here = layer();
      if (!here) return;
      const unit = Math.floor((offsetX / strip.canvas.clientWidth) * here.values.length);
      setText(strip.words, unitText(here, Math.min(Math.max(unit, 0), here.values.length - 1)));
    });
    listen(strip.canvas, 'pointerleave', () => setText(strip.words, strongestText(layer())));
    strips.push(strip);
    list.append(item);
  }

  function paint(): void {
    for (const [index, layer] of hiddenLayers(shown).entries()) {
      const strip = strips[index];
      if (strip) paintSigned(strip.canvas, layer.shades, layer.shades.length);
    }
  }
  const stopTheme = onThemeChange(paint);

  return {
    render({ drawing, inspection, ownData }) {
      const now = shownReading(drawing);
      if (now !== reading) {
        reading = now;
        if (now) actions.look();
      }
      if (inspection.look === shown && ownData === names) return;
      shown = inspection.look;
      names = ownData;
      empty.hidden = shown !== null;
      steps.hidden = shown === null;
      if (!shown) return;
      paintReading(input, shown.reading);
      const layers = hiddenLayers(shown);
      while (strips.length < layers.length) addStrip();
      for (const { item } of strips.splice(layers.length)) item.remove();
      for (const [index, layer] of layers.entries()) {
        const strip = strips[index];
        if (!strip) continue;
        setText(strip.name, t('{layer}: {units} units', { layer: layer.name, units: layer.values.length }));
        setText(strip.words, strongestText(layer));
      }
      paint();
      fill(body, shown, ownData);
    },
    dispose() {
      stop();
      stopTheme();
    },
  };
};

const hiddenLayers = (look: Look | null): readonly LayerActivations[] => look?.way.layers.slice(0, -1) ?? [];

const unitText = ({ values }: LayerActivations, unit: number): string =>
  t('unit {unit} answers {activation}', { unit: count(unit + 1), activation: decimals(values[unit] ?? 0) });

const strongestText = (layer: LayerActivations | undefined): string =>
  layer
    ? t('most of all unit {unit}: {activation}', {
        unit: count(layer.strongest + 1),
        activation: decimals(layer.values[layer.strongest] ?? 0),
      })
    : '';

const mostRows = 10;

/** Of more classes than fit, the likeliest. */
function fill(body: HTMLTableSectionElement, { way }: Look, ownData: OwnDataState): void {
  const logits = way.layers.at(-1)?.values ?? [];
  let labels = Array.from(logits.keys());
  if (labels.length > mostRows)
    labels = labels.sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0)).slice(0, mostRows);
  while (body.rows.length > labels.length) body.deleteRow(-1);
  while (body.rows.length < labels.length) {
    const heading = document.createElement('th');
    heading.scope = 'row';
    const row = body.insertRow();
    row.append(heading);
    row.insertCell();
    row.insertCell();
  }
  for (const [index, label] of labels.entries()) {
    const row = body.rows[index];
    const [name, logit, probability] = Array.from(row?.cells ?? []);
    if (!row || !name || !logit || !probability) continue;
    setText(name, className(ownData, label));
    setText(logit, decimals(logits[label] ?? 0));
    setText(probability, percent(way.probabilities[label] ?? 0));
    row.classList.toggle('is-best', label === way.label);
  }
}
