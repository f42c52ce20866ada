// Empty on purpose: a guard for code that includes every SSE header by name.
//
// Emscripten maps the SSE headers to WebAssembly SIMD but has no MMX, so <mmintrin.h> would be clang's own, which stops
// with an error on anything but x86. Eigen 5.0.1 includes <immintrin.h> alone when Emscripten compiles it, and so does
// not come here: its objects are the same bytes without this folder.
