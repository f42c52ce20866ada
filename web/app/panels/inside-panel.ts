// "Why is my loss flat?", and what goes on inside the network, layer by layer: measured only while Watch is on the
// screen. Loaded when it comes near.
import type { Advice, LayerHealth } from '../../lib/client.ts';
import { percent, percentTick } from '../format.ts';
import { t } from '../i18n/text.ts';
import type { State } from '../state/state.ts';
import { adviceWords, isQuiet, remedyWords } from './advice-words.ts';
import { hashLink } from './hash-link.ts';
import { logTick } from './loss-scale.ts';
import { type CreatePanel, find, setText } from './panel.ts';
import { createPlot, type Plot } from './plot.ts';

interface Quantity {
  readonly selector: string;
  readonly of: (layer: LayerHealth) => number | null;
  readonly isLogarithmic: boolean;
  readonly text: (value: number) => string;
}

const quantities: readonly Quantity[] = [
  { selector: '.weight-norm', of: ({ weightNorm }) => weightNorm, isLogarithmic: false, text: threeDigits },
  { selector: '.grad-norm', of: ({ gradNorm }) => gradNorm, isLogarithmic: true, text: logTick },
  { selector: '.update-ratio', of: ({ updateRatio }) => updateRatio, isLogarithmic: true, text: logTick },
  { selector: '.dead-share', of: ({ deadShare }) => deadShare, isLogarithmic: false, text: percentTick },
];

export const createInsidePanel: CreatePanel = (root, actions) => {
  const advice = find(root, '.advice ul', HTMLUListElement);
  const inside = find(root, '.inside', HTMLElement);
  const legend = find(inside, '.legend', HTMLUListElement);
  const empty = find(inside, '.inside-empty', HTMLElement);
  const multiples = find(inside, '.multiples', HTMLElement);
  const details = find(inside, 'details', HTMLDetailsElement);
  const body = find(inside, 'tbody', HTMLTableSectionElement);
  let plots: readonly Plot[] = [];
  let names = '';
  let adviceShape = '';
  let state: State | undefined;
  let shownInside: State['inside'] | undefined;
  let measuredRun: State['run'] | undefined;

  const visible = new Set<Element>();
  const screen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) visible.add(target);
      else visible.delete(target);
    measure();
  });
  screen.observe(find(root, '.advice', HTMLElement));
  screen.observe(inside);

  function measure(): void {
    if (visible.size === 0 || !state || state.run === measuredRun || state.worker.fault) return;
    measuredRun = state.run;
    actions.measureInside();
  }

  /** The same advice with other numbers keeps its elements, and who has the focus on a link of it keeps that. */
  function renderAdvice(given: readonly Advice[]): void {
    const shape = JSON.stringify(given.map(({ kind, layer, remedies }) => [kind, layer, remedies]));
    if (shape !== adviceShape) advice.replaceChildren(...given.map(adviceItem));
    adviceShape = shape;
    for (const [i, one] of given.entries()) {
      const { seen, why } = adviceWords(one);
      const entry = advice.children[i];
      if (!entry) continue;
      setText(find(entry, '.advice-seen', HTMLElement), seen);
      setText(find(entry, '.why', HTMLElement), why ? ` ${why}` : '');
    }
  }

  /** New plots for new layers. */
  function renderLayers(layers: readonly LayerHealth[]): void {
    for (const plot of plots) plot.dispose();
    legend.replaceChildren(
      ...layers.map(({ name }, index) => {
        const entry = document.createElement('li');
        const swatch = document.createElement('span');
        swatch.className = 'swatch layer-swatch';
        // From the first layer's colour to the last one's.
        swatch.style.setProperty('--share', `${(100 * index) / Math.max(1, layers.length - 1)}%`);
        entry.append(swatch, ` ${name}`);
        return entry;
      }),
    );
    const swatches = Array.from(legend.querySelectorAll('.swatch'));
    plots = quantities.map(({ selector, isLogarithmic, text }) =>
      createPlot({
        root: find(multiples, `${selector} .plot`, HTMLElement),
        lines: swatches.map((swatch) => ({ swatch, width: 1.5, points: false })),
        isLogarithmic,
        yRange: (min, max) => {
          if (selector === '.dead-share') return [0, Math.max(0.1, max ?? 0)];
          if (!isLogarithmic) return [0, (max ?? 1) * 1.05];
          const least = min !== null && min > 0 ? min : 1e-6;
          return [least / 1.5, Math.max(least * 10, (max ?? 1) * 1.5)];
        },
        yText: text,
        syncKey: 'steps',
      }),
    );
  }

  function renderInside(shown: State): void {
    const { looks } = shown.inside;
    const last = looks.at(-1);
    empty.hidden = last !== undefined;
    multiples.hidden = !last;
    legend.hidden = !last;
    details.hidden = !last;
    if (!last) return;
    const newNames = last.layers.map(({ name }) => name).join();
    if (newNames !== names) {
      names = newNames;
      renderLayers(last.layers);
    }
    const steps = looks.map(({ step }) => step);
    for (const [i, { of, isLogarithmic }] of quantities.entries()) {
      plots[i]?.show(() => ({
        end: last.step,
        columns: [
          steps,
          ...last.layers.map((_, layer) =>
            looks.map(({ layers }) => {
              const value = layers[layer] ? of(layers[layer]) : null;
              return value !== null && Number.isFinite(value) && !(isLogarithmic && value <= 0)
                ? value
                : null;
            }),
          ),
        ],
      }));
    }
    multiples.dataset.looks = String(looks.length);
    body.replaceChildren(...last.layers.map(row));
    setText(find(details, '.measured-at', HTMLElement), t('Measured at step {step}', { step: last.step }));
  }

  return {
    isSlow: true,
    render(next) {
      state = next;
      measure();
      if (next.inside === shownInside) return;
      if (next.inside.advice !== shownInside?.advice) renderAdvice(next.inside.advice);
      if (next.inside.looks !== shownInside?.looks) renderInside(next);
      shownInside = next.inside;
    },
    dispose() {
      screen.disconnect();
      for (const plot of plots) plot.dispose();
    },
  };
};

function adviceItem(advice: Advice): HTMLLIElement {
  const entry = document.createElement('li');
  entry.className = isQuiet(advice) ? 'is-quiet' : 'is-advice';
  entry.dataset.kind = advice.kind;
  const seen = document.createElement(isQuiet(advice) ? 'span' : 'strong');
  seen.className = 'advice-seen';
  const why = document.createElement('span');
  why.className = 'why';
  entry.append(seen, why);
  if (advice.remedies.length === 0) return entry;
  const tries = document.createElement('span');
  tries.className = 'remedies';
  for (const remedy of advice.remedies) {
    const link = document.createElement('a');
    link.href = hashLink(remedy.hash);
    link.textContent = remedyWords(remedy);
    tries.append(link);
  }
  entry.append(tries);
  return entry;
}

function row({
  name,
  units,
  weightNorm,
  gradNorm,
  updateRatio,
  deadShare,
}: LayerHealth): HTMLTableRowElement {
  const element = document.createElement('tr');
  const heading = document.createElement('th');
  heading.scope = 'row';
  heading.textContent = name;
  element.append(heading);
  const dead = deadShare === null ? '–' : percent(deadShare);
  for (const text of [
    String(units),
    threeDigits(weightNorm),
    threeDigits(gradNorm),
    threeDigits(updateRatio),
    dead,
  ])
    element.insertCell().textContent = text;
  return element;
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
