// Emscripten puts this before the suite's program: a WebAssembly program has an environment only if somebody gives it one,
// and its figures (figure.hpp) go where Node.js's own environment says.
Module.preRun = () => {
  if (process.env.INKLING_FIGURES) ENV.INKLING_FIGURES = process.env.INKLING_FIGURES;
};
// What AddressSanitizer keeps back of freed memory, to notice a late use: by default more than there is to spare of 4 GB.
Module.ASAN_OPTIONS = 'quarantine_size_mb=16';
