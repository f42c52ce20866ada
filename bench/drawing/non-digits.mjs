// Drawings that show no digit, by a generator of its own: not the one that the detector is taught with.
const canvas = 500;

/** Evenly in [0, 1), the same from the same seed (mulberry32, public domain). */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kinds = {
  blank: () => [],
  /** One to five taps, some of which wander a little. */
  dots(between) {
    const count = Math.floor(between(1, 6));
    return Array.from({ length: count }, () => {
      const [x, y] = [between(100, 400), between(100, 400)];
      const points = Math.floor(between(1, 4));
      return Array.from({ length: points }, () => [x + between(-3, 3), y + between(-3, 3)]);
    });
  },
  /** One to three lines that lie: what stands is a 1. */
  dashes(between) {
    const count = Math.floor(between(1, 4));
    const slope = between(-0.35, 0.35);
    return Array.from({ length: count }, (_, i) => {
      const [x, y, length] = [between(80, 150), 200 + i * between(60, 110), between(120, 300)];
      return Array.from({ length: 12 }, (_, j) => {
        const along = (length * j) / 11;
        return [x + along + between(-2, 2), y + slope * along + between(-2, 2)];
      });
    });
  },
  /** A pen that wanders, turning at random, for a second or three. */
  scribbles(between) {
    const count = Math.floor(between(1, 3));
    return Array.from({ length: count }, () => {
      let [x, y, heading, turn] = [between(150, 350), between(150, 350), between(0, 6.3), 0];
      const points = Math.floor(between(40, 140));
      return Array.from({ length: points }, () => {
        turn = 0.8 * turn + between(-0.5, 0.5);
        heading += turn;
        x = Math.min(450, Math.max(50, x + 18 * Math.cos(heading)));
        y = Math.min(450, Math.max(50, y + 18 * Math.sin(heading)));
        return [x, y];
      });
    });
  },
};

export const drawnKinds = Object.keys(kinds);

/** `count` drawings of a kind, as `inkling predict --strokes` takes them. */
export function drawNonDigits(kind, count, seed = 1) {
  const random = createRandom(seed);
  const between = (low, high) => low + (high - low) * random();
  return Array.from({ length: count }, () => ({ strokes: kinds[kind](between) }));
}

export const canvasSize = canvas;
