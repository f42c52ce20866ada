// Does a contender learn? One that computes something else, or nothing, could be as fast as it likes.

/** A sentence when the training losses are not the tutorial's: near ln 10 at first, and lower after each epoch. */
export function doubtAbout(losses) {
  const shown = losses.map((loss) => loss.toFixed(4)).join(', ');
  if (losses.some((loss) => !Number.isFinite(loss))) return `its losses are not numbers: ${shown}`;
  if (Math.abs(losses[0] - Math.log(10)) > 0.06)
    return `it does not begin as the tutorial does, near 2.30: ${shown}`;
  const falls = losses.every((loss, i) => i === 0 || loss < losses[i - 1]);
  return falls ? undefined : `its loss does not fall: ${shown}`;
}
