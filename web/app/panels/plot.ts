// One uPlot: epochs to the right, some lines, colours from the style sheet, as wide and high as its element. Drawn only
// while it is on the screen. The arrow keys move its cursor, as the pointer does.
import UPlot from 'uplot';
import '../styles/plot.css';
import { onThemeChange } from './canvas-size.ts';
import { divisible, logLines } from './loss-scale.ts';

export interface Line {
  /** Its CSS colour is the line's. */
  readonly swatch: Element;
  readonly width: number;
  /** For lines of few points, which one alone would leave invisible. */
  readonly points: boolean;
  readonly dash?: number[];
}

/** A line behind the others, with places of its own on the axis: a run before this one, or somebody else's. */
export interface Backdrop {
  readonly epochs: readonly number[];
  readonly values: readonly (number | null)[];
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  /** Written at its end; '' for none. */
  readonly label: string;
}

export interface PlotOptions {
  readonly root: HTMLElement;
  readonly lines: readonly Line[];
  readonly yRange: (min: number | null, max: number | null) => [number, number];
  readonly yText: (value: number) => string;
  readonly isLogarithmic?: boolean;
  /** Plots of the same key share their cursor. */
  readonly syncKey?: string;
  /** Of all lengths in pixels: 1 on the page. */
  readonly scale?: number;
  /** What the lines are at the pointer, or null when it is elsewhere. */
  readonly onHover?: (hover: Hover | null) => void;
  /** What is said when a key has moved the cursor; with it the plot takes the focus and the arrow keys. */
  readonly hoverText?: (hover: Hover) => string;
}

export interface Hover {
  readonly x: number;
  readonly values: readonly (number | null | undefined)[];
}

export interface PlotData {
  readonly columns: UPlot.AlignedData;
  /** The last epoch of the axis. */
  readonly end: number;
  readonly backdrops?: readonly Backdrop[];
}

export interface Plot {
  /** `data` is asked for when it is time to draw. */
  show(data: () => PlotData): void;
  /** For a picture of it: drawn when it returns, on the screen or not. */
  showNow(data: PlotData): void;
  readonly canvas: HTMLCanvasElement;
  dispose(): void;
}

const remInPixels = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

export function createPlot(options: PlotOptions): Plot {
  const {
    root,
    lines,
    yRange,
    yText,
    isLogarithmic = false,
    scale = remInPixels() / 16, // on large screens all grows with them
    onHover,
    hoverText,
    syncKey = 'epochs',
  } = options;
  const text = () => getComputedStyle(root).color;
  const gridColor = () => getComputedStyle(root).borderBlockEndColor;
  const axis: UPlot.Axis = {
    stroke: text,
    font: `${12 * scale}px system-ui, sans-serif`,
    grid: { stroke: gridColor, width: scale },
    ticks: { show: false },
  };
  let end = 1;
  let backdrops: readonly Backdrop[] = [];
  let marksPoints: readonly boolean[] = [];
  const hover = () => hoverOf(plot);
  const plot = new UPlot(
    {
      ...sizeOf(root),
      legend: { show: false },
      padding: [10 * scale, 8 * scale, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: syncKey } },
      scales: {
        x: { time: false, range: () => [0, end > 0 && Number.isFinite(end) ? end : 1] },
        y: {
          distr: isLogarithmic ? 3 : 1,
          range: (_, min, max) =>
            divisible(yRange(...withBackdrops(min, max, backdrops, end, isLogarithmic)), isLogarithmic),
        },
      },
      axes: [
        { ...axis, size: 26 * scale, gap: 4 * scale, space: 50 * scale },
        {
          ...axis,
          ...(isLogarithmic ? { grid: { ...axis.grid, filter: (_, splits) => logLines(splits) } } : {}),
          ...{ size: 52 * scale, gap: 6 * scale, space: 34 * scale },
          values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : yText(tick))),
        },
      ],
      series: [{}, ...lines.map((line, i) => toSeries(line, scale, () => marksPoints[i] ?? false))],
      hooks: {
        setCursor: onHover ? [() => onHover(hover())] : [],
        drawAxes: [(self) => drawBackdrops(self, backdrops, scale)],
      },
    },
    [[], ...lines.map(() => [])],
    root,
  );

  let wanted: (() => PlotData) | undefined;
  let onScreen = false;
  function put({ columns, end: last, backdrops: behind = [] }: PlotData): void {
    end = last;
    backdrops = behind;
    marksPoints = columns.slice(1).map((values) => isFew(values));
    plot.setData(columns);
  }
  function draw(): void {
    if (!wanted || !onScreen) return;
    const data = wanted();
    wanted = undefined;
    put(data);
  }

  const screen = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)?.isIntersecting ?? false;
    draw();
  });
  screen.observe(root);
  const size = new ResizeObserver(() => plot.setSize(sizeOf(root)));
  size.observe(root);
  const stopTheme = onThemeChange(() => plot.redraw());
  const stopKeys = hoverText ? listenForKeys(root, plot, () => end, hover, hoverText) : () => {};

  return {
    show(data) {
      wanted = data;
      draw();
    },
    showNow: (data) => plot.batch(() => put(data)),
    canvas: plot.ctx.canvas,
    dispose() {
      screen.disconnect();
      size.disconnect();
      stopTheme();
      stopKeys();
      plot.destroy();
    },
  };
}

const toSeries = (
  { swatch, width, points, dash = [] }: Line,
  scale: number,
  areFew: () => boolean,
): UPlot.Series => ({
  stroke: () => getComputedStyle(swatch).color,
  width: width * scale,
  dash: dash.map((length) => length * scale),
  points: { show: points ? areFew : false, size: 5 * scale },
});

/** Many points are a line without marks, which would take most of the time. */
const isFew = (values: ArrayLike<number | null | undefined>): boolean =>
  Array.from(values).filter((value) => value != null).length <= 100;

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: clientWidth, height: clientHeight });

/** The points nearest to the cursor; of a line that has none within half an epoch, nothing. */
function hoverOf({ cursor, data }: UPlot): Hover | null {
  const [places, ...columns] = data;
  const x = typeof cursor.idx === 'number' ? places[cursor.idx] : undefined;
  if (x === undefined) return null;
  const values = columns.map((column, i) => {
    const index = cursor.idxs?.[i + 1] ?? -1;
    return Math.abs((places[index] ?? Number.POSITIVE_INFINITY) - x) <= 0.5 ? column[index] : null;
  });
  return { x, values };
}

/** What all lines span, as far as the axis shows them. */
function withBackdrops(
  min: number | null,
  max: number | null,
  backdrops: readonly Backdrop[],
  end: number,
  isLogarithmic: boolean,
): [number | null, number | null] {
  let [least, most] = [min, max];
  for (const { epochs, values } of backdrops) {
    for (const [i, value] of values.entries()) {
      if (value === null || (epochs[i] ?? 0) > end || (isLogarithmic && value <= 0)) continue;
      least = Math.min(least ?? value, value);
      most = Math.max(most ?? value, value);
    }
  }
  return [least, most];
}

function drawBackdrops(plot: UPlot, backdrops: readonly Backdrop[], scale: number): void {
  const { ctx, bbox } = plot;
  const ratio = UPlot.pxRatio * scale;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  for (const { epochs, values, color, width, dash, label } of backdrops) {
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.lineWidth = width * ratio;
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.beginPath();
    let last: [number, number] | undefined;
    let isDown = false;
    for (const [i, value] of values.entries()) {
      const x = plot.valToPos(epochs[i] ?? 0, 'x', true);
      const y = value === null ? Number.NaN : plot.valToPos(value, 'y', true);
      if (Number.isFinite(y)) {
        if (isDown) ctx.lineTo(x, y);
        else ctx.moveTo(x, y);
        if (x <= bbox.left + bbox.width) last = [x, y];
      }
      isDown = Number.isFinite(y);
    }
    ctx.stroke();
    if (!last) continue;
    if (values.length === 1) ctx.fillRect(last[0] - 2 * ratio, last[1] - 2 * ratio, 4 * ratio, 4 * ratio);
    if (label) ctx.fillText(label, last[0] - 2 * ratio, last[1] - 4 * ratio);
  }
  ctx.restore();
}

/** A slider over the epochs: what it says is heard, since its value's text changes with a key, and with nothing else. */
function listenForKeys(
  root: HTMLElement,
  plot: UPlot,
  end: () => number,
  hover: () => Hover | null,
  text: (hover: Hover) => string,
): () => void {
  const moves: { readonly [key: string]: number } = {
    ArrowRight: 0.01,
    ArrowUp: 0.01,
    ArrowLeft: -0.01,
    ArrowDown: -0.01,
    PageUp: 0.1,
    PageDown: -0.1,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };

  function onKey(event: KeyboardEvent): void {
    const move = moves[event.key];
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const places = plot.data[0];
    const now = hover()?.x ?? (move > 0 ? 0 : end());
    const place = nextPlace(places, now, move * end());
    if (place === undefined) return;
    plot.setCursor({ left: plot.valToPos(place, 'x'), top: 1 });
    const there = hover();
    if (!there) return;
    root.ariaValueMax = String(end());
    root.ariaValueNow = there.x.toFixed(2);
    root.ariaValueText = text(there);
  }

  const onBlur = () => plot.setCursor({ left: -10, top: -10 });
  root.addEventListener('keydown', onKey);
  root.addEventListener('blur', onBlur);
  return () => {
    root.removeEventListener('keydown', onKey);
    root.removeEventListener('blur', onBlur);
  };
}

/** The nearest point that is as far away as the move, or further; with fewer points than that, the next one. */
function nextPlace(places: ArrayLike<number>, now: number, move: number): number | undefined {
  const line = Array.from(places);
  return move > 0
    ? (line.find((place) => place >= now + move && place > now) ?? line.at(-1))
    : (line.filter((place) => place <= now + move && place < now).at(-1) ?? line.at(0));
}
