// The npm package, from web/lib and web/npm to build/package: compiled, not bundled, so that every bundler and none
// can take it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = join(root, 'build', 'package');
const core = join(root, 'web', 'lib', 'core');

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'lib', 'core'), { recursive: true });
const emit =
  '--noEmit false --declaration --rewriteRelativeImportExtensions --noEmitHelpers --target es2022'.split(' ');
for (const project of ['web/npm', 'web/lib']) {
  const options = ['-p', project, '--rootDir', 'web', '--outDir', target, ...emit];
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options], {
    cwd: root,
    stdio: 'inherit',
  });
}

// What tsc leaves as it is: an address of a script, and the types' imports. And what it adds: a function around addresses
// that are known only when it runs, which webpack's minifier takes apart into two arguments of import().
const helper = /__rewriteRelativeImportExtension\(((?:[^()]|\([^()]*\))*)\)/g;
for (const folder of ['lib', 'npm']) {
  for (const name of readdirSync(join(target, folder)).filter((file) => /\.(js|ts)$/.test(file))) {
    const path = join(target, folder, name);
    writeFileSync(
      path,
      readFileSync(path, 'utf8')
        .replace(/(['"])(\.\.?\/[\w./-]+)\.ts\1/g, '$1$2.js$1')
        .replace('core_threads.js', 'core_threads.mjs')
        .replace(helper, '$1'),
    );
    const left = /__\w+\(/.exec(readFileSync(path, 'utf8'));
    if (left) throw new Error(`${name}: tsc's ${left[0]}) is not defined there`);
  }
}

for (const name of ['core.wasm', 'core.d.ts', 'core_threads.wasm']) {
  copyFileSync(join(core, name), join(target, 'lib', 'core', name));
}
// Under Node.js only; bundlers for browsers must not look for it, and esbuild heeds no such comment.
for (const name of ['core.js', 'core_threads.js']) {
  const glue = readFileSync(join(core, name), 'utf8');
  const marked = glue.replace(
    'import("module")',
    'import(/* webpackIgnore: true */ /* @vite-ignore */ ["module"].join())',
  );
  if (marked === glue) throw new Error(`${name} no longer imports "module" as it did`);
  // As .mjs, for webpack takes that file as it is, and its minifier would else take it for a classic script.
  writeFileSync(join(target, 'lib', 'core', name.replace('threads.js', 'threads.mjs')), marked);
}

for (const name of ['package.json', 'README.md'])
  copyFileSync(join(root, 'web/npm', name), join(target, name));
copyFileSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
