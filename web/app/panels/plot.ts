// One uPlot: epochs to the right, some lines, colours from the style sheet, as wide and high as its element.
import UPlot from 'uplot';
import { onThemeChange } from './canvas-size.ts';

export interface Line {
  /** Its CSS colour is the line's. */
  readonly swatch: Element;
  readonly width: number;
  /** For lines of few points, which one alone would leave invisible. */
  readonly points: boolean;
}

export interface PlotOptions {
  readonly root: HTMLElement;
  readonly lines: readonly Line[];
  readonly yRange: (min: number | null, max: number | null) => [number, number];
  readonly yText: (value: number) => string;
  /** What the lines are at the pointer, or null when it is elsewhere. */
  readonly onHover: (hover: Hover | null) => void;
}

export interface Hover {
  readonly x: number;
  readonly values: readonly (number | null | undefined)[];
}

export interface Plot {
  /** `end` is the last epoch of the axis. */
  show(data: UPlot.AlignedData, end: number): void;
  dispose(): void;
}

export function createPlot({ root, lines, yRange, yText, onHover }: PlotOptions): Plot {
  const text = () => getComputedStyle(root).color;
  const gridColor = () => getComputedStyle(root).borderBlockEndColor;
  const axis: UPlot.Axis = {
    stroke: text,
    font: '12px system-ui, sans-serif',
    grid: { stroke: gridColor, width: 1 },
    ticks: { show: false },
  };
  let end = 1;
  const plot = new UPlot(
    {
      ...sizeOf(root),
      legend: { show: false },
      padding: [10, 8, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'epochs' } },
      scales: {
        x: { time: false, range: () => [0, end] },
        y: { range: (_, min, max) => yRange(min, max) },
      },
      axes: [
        { ...axis, size: 26, gap: 4 },
        { ...axis, size: 52, gap: 6, space: 34, values: (_, ticks) => ticks.map(yText) },
      ],
      series: [{}, ...lines.map(toSeries)],
      hooks: { setCursor: [(self) => onHover(hoverOf(self))] },
    },
    [[], ...lines.map(() => [])],
    root,
  );
  const observer = new ResizeObserver(() => plot.setSize(sizeOf(root)));
  observer.observe(root);
  const stopTheme = onThemeChange(() => plot.redraw());

  return {
    show(data, lastEpoch) {
      end = lastEpoch;
      plot.setData(data);
    },
    dispose() {
      observer.disconnect();
      stopTheme();
      plot.destroy();
    },
  };
}

const toSeries = ({ swatch, width, points }: Line): UPlot.Series => ({
  stroke: () => getComputedStyle(swatch).color,
  width,
  points: { show: points, size: 5 },
});

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: clientWidth, height: clientHeight });

function hoverOf({ cursor, data }: UPlot): Hover | null {
  const x = typeof cursor.idx === 'number' ? data[0][cursor.idx] : undefined;
  if (x === undefined) return null;
  const [, ...columns] = data;
  return { x, values: columns.map((column, i) => column[cursor.idxs?.[i + 1] ?? -1]) };
}
