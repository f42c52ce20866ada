// The charts as files: their numbers, and a picture of them. Loaded when one is asked for.
import { runName, toCsv } from './chart-csv.ts';
import type { ChartOptions } from './chart-options.ts';
import { percentTick } from './format.ts';
import { t } from './i18n/text.ts';
import { accuracyColumns, lossColumns } from './panels/chart-data.ts';
import { endOf, lossOf, runBackdrops, showsTutorial, tutorialBackdrop } from './panels/chart-lines.ts';
import { logTick, lossRange, lossTick } from './panels/loss-scale.ts';
import { createPlot, type PlotData, type PlotOptions } from './panels/plot.ts';
import { download } from './saved-files.ts';
import { comparable } from './state/earlier-runs.ts';
import type { RunState } from './state/run.ts';
import type { State } from './state/state.ts';

export const saveCsv = (run: RunState): void =>
  download(`${runName(run.config?.hash ?? '')}.csv`, toCsv(run));

/** In pixels of the picture, which has two for each of the page's. */
const dots = 2;
const width = 960 * dots;
const margin = 24 * dots;
const lossHeight = 360 * dots;
const accuracyHeight = 200 * dots;
const lineHeight = 22 * dots;

/** Both charts with what the page writes around them, on the paper's colour. */
export async function savePng(state: State, options: ChartOptions, root: HTMLElement): Promise<void> {
  const hash = state.run.config?.hash ?? '';
  const picture = drawPicture(state, options, root);
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  if (blob) download(`${runName(hash)}.png`, new Uint8Array(await blob.arrayBuffer()));
}

function drawPicture(state: State, options: ChartOptions, root: HTMLElement): HTMLCanvasElement {
  const swatch = (selector: string) => {
    const element = root.querySelector(`${selector} .swatch`);
    if (!element) throw new Error(`the chart lacks "${selector}"`);
    return element;
  };
  const color = (selector: string) => getComputedStyle(swatch(selector)).color;
  const styles = getComputedStyle(root);
  const faint = color('.tutorial-loss');
  const withTutorial = showsTutorial(state, options.tutorialAlways);
  const end = endOf(state, withTutorial);
  const hash = state.run.config?.hash || 'lr=0.001';

  const picture = document.createElement('canvas');
  picture.width = width;
  const others = comparable(state).flatMap((run, index) => (run.shown ? [{ run, index }] : []));
  picture.height = 2 * margin + (6 + others.length) * lineHeight + lossHeight + accuracyHeight;
  const ctx = picture.getContext('2d');
  if (!ctx) return picture;
  ctx.fillStyle = getComputedStyle(root.closest('.card') ?? root).backgroundColor;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.textBaseline = 'middle';

  let y = margin + lineHeight / 2;
  const write = (text: string, x: number, style: { color?: string; bold?: boolean } = {}) => {
    ctx.font = `${style.bold ? '600 ' : ''}${14 * dots}px system-ui, sans-serif`;
    ctx.fillStyle = style.color ?? styles.color;
    ctx.fillText(text, x, y);
    return x + ctx.measureText(text).width;
  };
  const legend = (
    entries: readonly (readonly [text: string, color: string, dash?: readonly number[]])[],
    from: number,
  ) => {
    let x = from;
    for (const [text, line, dash = []] of entries) {
      ctx.strokeStyle = line;
      ctx.lineWidth = 3 * dots;
      ctx.setLineDash([...dash]);
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x + 18 * dots, y);
      ctx.stroke();
      x = write(text, x + 24 * dots) + 20 * dots;
    }
  };

  write(t('Inkling, the run {run}', { run: hash }), margin, { bold: true });
  y += lineHeight * 1.5;
  legend(
    [
      [t('batches'), color('.batch-loss')],
      [t('training'), color('.train-loss')],
      [t('validation'), color('.validation-loss')],
      ...(withTutorial ? [[t("the tutorial's curve (PyTorch)"), faint, [5 * dots, 4 * dots]] as const] : []),
    ],
    write(t('Loss'), margin, { bold: true }) + 20 * dots,
  );
  y += lineHeight / 2;
  const strong = color('.validation-loss');
  drawPlot(
    ctx,
    {
      lines: [
        { swatch: swatch('.batch-loss'), width: 1, points: false },
        { swatch: swatch('.train-loss'), width: 2, points: true },
        { swatch: swatch('.validation-loss'), width: 2, points: true },
      ],
      isLogarithmic: options.logarithmic,
      yRange: (min, max) => lossRange(options.logarithmic, min, max),
      yText: options.logarithmic ? logTick : lossTick,
    },
    {
      columns: lossColumns(state.run, options.logarithmic),
      end,
      backdrops: [
        ...(withTutorial ? [tutorialBackdrop(faint)] : []),
        ...runBackdrops(state, lossOf, faint, strong),
      ],
    },
    { y, height: lossHeight },
  );
  y += lossHeight + lineHeight;
  legend(
    [
      [t('validation'), color('.accuracy')],
      [t('training'), color('.train-accuracy')],
    ],
    write(t('Accuracy'), margin, { bold: true }) + 20 * dots,
  );
  y += lineHeight / 2;
  drawPlot(
    ctx,
    {
      lines: [
        { swatch: swatch('.accuracy'), width: 2, points: true },
        { swatch: swatch('.train-accuracy'), width: 2, points: true },
      ],
      yRange: (min) => [min ? Math.min(0.9, Math.floor(min * 10) / 10) : 0, 1],
      yText: percentTick,
    },
    {
      columns: accuracyColumns(state.run),
      end,
      backdrops: runBackdrops(state, (run) => run.validationAccuracy, faint, color('.accuracy')),
    },
    { y, height: accuracyHeight },
  );
  y += accuracyHeight + lineHeight / 2;
  const name = t('epoch');
  write(name, (width - ctx.measureText(name).width) / 2);
  for (const { run, index } of others) {
    y += lineHeight;
    const words = t('{number}: an earlier run, {run}', {
      number: index + 1,
      run: run.config.hash || 'lr=0.001',
    });
    legend([[words, faint]], margin);
  }
  return picture;
}

/** A plot of its own, as large as the picture needs it, that is gone again when it is copied. */
function drawPlot(
  ctx: CanvasRenderingContext2D,
  options: Omit<PlotOptions, 'root' | 'scale'>,
  data: PlotData,
  { y, height }: { y: number; height: number },
): void {
  const root = document.createElement('div');
  root.className = 'plot export-plot';
  // uPlot's canvas has devicePixelRatio pixels for each of the page's.
  root.style.inlineSize = `${(width - 2 * margin) / devicePixelRatio}px`;
  root.style.blockSize = `${height / devicePixelRatio}px`;
  document.body.append(root);
  const plot = createPlot({ ...options, root, scale: dots / devicePixelRatio });
  plot.showNow(data);
  ctx.drawImage(plot.canvas, margin, y, width - 2 * margin, height);
  plot.dispose();
  root.remove();
}
