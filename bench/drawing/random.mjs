/** The same numbers in every run, from `low` to `high`: a generator of Marsaglia's (xorshift32). */
export function createRandom(seed) {
  let state = seed;
  return (low, high) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return low + ((state >>> 0) / 2 ** 32) * (high - low);
  };
}
