// A compiler launcher: takes the object that build/native has, where that was compiled from the same file by the same
// command; else compiles. Another project's build of the library then costs seconds, and its commands are checked:
//
//     node compiled-already.mjs COMPILE_COMMANDS COMPILER ARGUMENT...
//
// COMPILE_COMMANDS is that build's compile_commands.json; what it compiled must be up to date.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [commands, compiler, ...args] = process.argv.slice(2);
const argumentOf = (/** @type {string} */ option) => args[args.indexOf(option) + 1];

/** Without where its results go, and without the header that was read before. @param {string[]} words */
function sameFor(words) {
  const places = ['-o', '-MT', '-MF', '-include'];
  const alone = ['-MD', '-Winvalid-pch'];
  return words.filter(
    (word, i) => !alone.includes(word) && !places.includes(word) && !places.includes(words[i - 1]),
  );
}

const source = resolve(argumentOf('-c'));
const wanted = sameFor([compiler, ...args]).join(' ');
const compiled = JSON.parse(readFileSync(commands, 'utf8'))
  .filter(({ file }) => file === source)
  .map(({ command, directory }) => ({ words: command.split(' '), directory }))
  .find(({ words }) => sameFor(words).join(' ') === wanted);
const object = compiled && resolve(compiled.directory, compiled.words[compiled.words.indexOf('-o') + 1]);

if (object && existsSync(object)) {
  copyFileSync(object, argumentOf('-o'));
  writeFileSync(argumentOf('-MF'), `${argumentOf('-o')}: ${source}\n`); // Ninja wants one; the headers are not known here
} else {
  console.log(`compiled: ${source}`);
  process.exitCode = spawnSync(compiler, args, { stdio: 'inherit' }).status ?? 1;
}
