// The project of somebody who uses the package: packed, and installed from the tarball as from the registry. install()
// makes it, once for all test files; script/test calls it by running this file.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const project = join(root, 'build', 'package-project');
export const tarball = join(root, 'build', 'inkling-0.1.0.tgz');

/** @param {string} program @param {string[]} args */
export const run = (program, args, cwd = project) =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

function install() {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  run('npm', ['pack', '--pack-destination', join(root, 'build')], join(root, 'build/package'));
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }');
  run('npm', ['install', '--ignore-scripts', '--offline', '--no-audit', '--no-fund', tarball]);
  for (const file of ['app.js', 'images.js'])
    copyFileSync(new URL(file, import.meta.url), join(project, file));
  writeFileSync(join(project, 'index.html'), '<script type="module" src="./app.js"></script>');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
