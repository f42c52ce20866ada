// What a first visit does with the module before anybody presses Train: MNIST and the ready-made network arrive, a run is set
// up, a drawing is read. It runs on a module that wasm-split has instrumented, and writes down which functions were called:
//
//     node first-visit.mjs GLUE WASM PROFILE
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packFirst } from './mnist.mjs';
import { recipe } from './ready-model.mjs';

const [glue, wasm, profile] = process.argv.slice(2);
const bytesOfPage = 65_536;
const profilePages = 1;

/** @type {Record<string, WebAssembly.ExportValue>} */
let exported = {};
/** @type {WebAssembly.Memory | undefined} */
let memory;

/** @param {object} values */
const memoryOf = (values) => Object.values(values).find((value) => value instanceof WebAssembly.Memory);

const { default: createCore } = await import(pathToFileURL(glue).href);
const binary = await readFile(wasm);
const core = await createCore({
  /**
   * @param {WebAssembly.Imports} imports
   * @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done
   */
  instantiateWasm(imports, done) {
    WebAssembly.instantiate(binary, imports).then(({ instance, module }) => {
      exported = instance.exports;
      memory = memoryOf(exported) ?? Object.values(imports).map(memoryOf).find(Boolean);
      done(instance, module);
    });
    return {};
  },
});

const session = new core.Session();
session.configure('');
const files = await packFirst({ train: 1000, test: 1000 });
// Some hosts send the files inflated.
for (const { role, name, content } of files) {
  session.setData(role, name, content);
  session.setData(role, name, gunzipSync(content));
}
session.dataSummary();
// As the ready-made runs have them.
session.configure(
  'lr=0.05&momentum=0.9&schedule=cosine&epochs=30&train=500&seed=2&batch=32&augment=0.7&synthetic=0.33',
);
session.configure('layers=784-512-256-10&lr=0.01&momentum=0.9&epochs=5&train=500');
session.configure('');
// A 7, a 1, a 0, a dot; a number.
const circle = Array.from({ length: 40 }, (_, i) => [
  140 + 60 * Math.cos(i / 6),
  140 + 80 * Math.sin(i / 6),
]).flat();
const drawings = [
  [[90, 60, 210, 60, 130, 250]],
  [[150, 40, 150, 260]],
  [circle],
  [[140, 140]],
  [
    [60, 60, 60, 250],
    [120, 60, 220, 60, 220, 150, 120, 240, 230, 240],
  ],
];
const readAll = () => {
  for (const strokes of drawings) {
    const lengths = Uint32Array.from(strokes, (points) => points.length / 2);
    session.predict(Float32Array.from(strokes.flat()), lengths, 280);
  }
};
readAll();
session.setReader('like the ready-made network', new Uint8Array(gzipSync(await smallModel())));
readAll();
session.progress();
session.history();
session.corrections();
session.calibration();

/** By a module of its own: a visit saves none. */
async function smallModel() {
  const untrained = new (await createCore()).Session();
  for (const { role, name, content } of files) untrained.setData(role, name, content);
  untrained.configure(recipe);
  return untrained.saveSmallModel();
}

if (!memory) throw new Error(`${wasm} has no memory`);
const place = memory.grow(profilePages) * bytesOfPage;
const write = exported.__write_profile;
if (typeof write !== 'function') throw new Error(`${wasm} is not instrumented`);
const length = write(place, profilePages * bytesOfPage);
await writeFile(profile, new Uint8Array(memory.buffer).slice(place, place + length));
