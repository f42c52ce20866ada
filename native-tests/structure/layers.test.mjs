import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { layers, sources, wrongArrows } from '../../script/lib/layers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('no file takes from a layer that comes after its own', () => {
  const all = sources(root);
  for (const layer of Object.keys(layers)) {
    assert.ok(
      all.some(([path]) => path.startsWith(`${layer}/`)),
      `${layer} has sources`,
    );
  }
  assert.deepEqual(
    all.flatMap(([path, text]) => wrongArrows(path, text)),
    [],
  );
});

test('an arrow that goes back is found', () => {
  const back = [
    ['src/inkling/core/types.hpp', '#include "inkling/nn/module.hpp"'],
    ['src/inkling/data/idx.cpp', '  #include "inkling/train/run.hpp"'],
    ['src/inkling/nn/linear.cpp', '#include <emscripten/val.h>'],
    ['src/inkling/train/fit.cpp', '#include <zlib.h>'],
    ['src/inkling/train/run.cpp', '#include "bindings/session.hpp"'],
    ['web/lib/client.ts', "import { a } from '../app/state.ts';"],
    ['web/lib/client.ts', "new Worker(new URL('../app/worker.ts', import.meta.url))"],
    ['web/lib/client.ts', "const a = await import('../app/state.ts');"],
  ];
  for (const [path, text] of back) assert.equal(wrongArrows(path, text).length, 1, `${path}: ${text}`);
});

test('arrows that go forward are left alone', () => {
  const forward = [
    ['src/inkling/train/run.cpp', '#include "inkling/core/error.hpp"\n#include <vector>'],
    ['src/bindings/guard.hpp', '#include <emscripten/val.h>'],
    ['web/app/main.ts', "import { connect } from '../lib/client.ts';"],
    ['web/app/main.ts', "import './style.css';"],
  ];
  for (const [path, text] of forward) assert.deepEqual(wrongArrows(path, text), []);
});

test('numbers come from our own generator only', () => {
  // Their results differ between standard libraries, so a seed would not name a run any more.
  const unportable =
    /std::\w+_distribution|std::shuffle|\bsrand\s*\(|\brand\s*\(\s*\)|random_device|setRandom|::Random\(/;
  for (const [path, text] of sources(root).filter(([path]) => path.startsWith('src/'))) {
    const code = text.replace(/\/\/.*$/gm, '');
    assert.doesNotMatch(code, unportable, path);
  }
});

test('a view of the module memory is made in one file, which copies it at once', () => {
  const view = /typed_memory_view|\bHEAP(?:U?8|U?16|U?32|F32|F64)\b/;
  const makers = sources(root)
    .filter(([path, text]) => !path.startsWith('web/lib/core/') && view.test(text.replace(/\/\/.*$/gm, '')))
    .map(([path]) => path);
  assert.deepEqual(makers, ['src/bindings/typed_arrays.hpp']);
});

test('whatever the module exports is guarded', () => {
  const [, table = ''] = sources(root).find(([path]) => path === 'src/bindings/embind.cpp') ?? [];
  const exported = [
    ...table.matchAll(
      /(?:\.|\b)(?:function|constructor|class_function|property)(?:<[^>]*>)?\(([^;]*?)\)\s*(?=[.;])/g,
    ),
  ];
  assert.ok(exported.length >= 60, `${exported.length} exports`);
  for (const [text] of exported) assert.match(text, /guarded<&[\w:]+>/);
});
