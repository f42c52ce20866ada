// A canvas as sharp as the screen: its pixels follow its size in the layout.

/** Changes with the screen's pixels too, as when one zooms; Safari lacks it. */
const devicePixelBox: ResizeObserverBoxOptions =
  'devicePixelContentBoxSize' in ResizeObserverEntry.prototype ? 'device-pixel-content-box' : 'content-box';

/** Calls `onResize` with the pixels of the content box whenever they change, and at the beginning. */
export function keepSharp(canvas: HTMLCanvasElement, onResize: () => void): () => void {
  const observer = new ResizeObserver(() => {
    const { width, height } = canvas.getBoundingClientRect();
    canvas.width = Math.max(1, Math.round(width * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(height * devicePixelRatio));
    onResize();
  });
  observer.observe(canvas, { box: devicePixelBox });
  return () => observer.disconnect();
}

/**
 * Calls back when the page turns from light to dark or back, with the system or by a choice made here; what a canvas
 * shows does not follow by itself.
 */
export function onThemeChange(repaint: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', repaint);
  const choice = new MutationObserver(repaint);
  choice.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    dark.removeEventListener('change', repaint);
    choice.disconnect();
  };
}
