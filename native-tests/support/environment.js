// Emscripten puts this before the suite's program: a WebAssembly program has an environment only if somebody gives it one,
// and its figures (figure.hpp) go where Node.js's own environment says.
Module.preRun = () => {
  if (process.env.INKLING_FIGURES) ENV.INKLING_FIGURES = process.env.INKLING_FIGURES;
};
