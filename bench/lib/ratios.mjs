// How many times faster Inkling is to be than its peers, and is.

// [what, the faster, the slower, must, aim, of which seconds]
const wanted = [
  ["Chromium : PyTorch, the tutorial's script", 'chromium', 'pytorch-tutorial', 1.0, 1.5],
  ['Chromium : PyTorch, written by hand', 'chromium', 'pytorch-hand', 0.6, 1.0],
  ['Chromium, 2 threads : 1', 'chromium-2', 'chromium', 1.5, 1.8],
  ['Chromium : TensorFlow.js, fit()', 'chromium', 'tfjs-fit', 12, 25],
  ['Chromium : TensorFlow.js, written by hand', 'chromium', 'tfjs-step', 5, 10],
  ['native : PyTorch, written by hand', 'native', 'pytorch-hand', 1.0, 1.5],
  ['the page : the bare loop, with validation', 'page', 'chromium', 0.93, 0.98, 'wallSeconds'],
];

/** Of those whose both sides were measured. @param {Record<string, object>} measured summaries by id */
export function computeRatios(measured) {
  return wanted
    .filter(([, faster, slower]) => faster in measured && slower in measured)
    .map(([what, faster, slower, must, aim, of = 'seconds']) => {
      const ratio = measured[slower][of].median / measured[faster][of].median;
      return { what, ratio, must, aim, met: verdict(ratio >= must, ratio >= aim) };
    });
}

/** @param {boolean} must @param {boolean} aim */
export const verdict = (must, aim) => (aim ? 'met' : must ? 'must met, aim not met' : 'NOT MET');
