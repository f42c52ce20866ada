// Looks into the data while it is replaced: what the worker says about the data before is not shown with that of now.
import { expect, test } from '@playwright/test';
import type { Ask } from '../../../web/app/controller.ts';
import { createInspecting, type Inspecting } from '../../../web/app/inspecting.ts';
import type { Happening } from '../../../web/app/state/happening.ts';
import { createStore } from '../../../web/app/store.ts';
import type { CallName } from '../../../web/lib/protocol.ts';

const counts = { trainCount: 1, testCount: 1, rows: 2, columns: 2, classes: 2 };
const opened: Happening = {
  type: 'dataset-opened',
  summary: { counts, validationCount: 0, classCounts: [1, 0], ink: false, checksum: '0', warnings: [] },
  files: [],
  classNames: [],
};
const closed: Happening = { type: 'dataset-closed', summary: counts };

/** A page before a worker whose data is 28 × 28 until `replaceAfter` calls were answered, and 2 × 2 from then on. */
function open(replaceAfter: number, replacement: Happening, refuses = false) {
  const store = createStore([], () => {});
  if (replacement === closed) store.dispatch(opened);
  let calls = 0;
  const ask: Ask = async (call, _args, onFault) => {
    const size = calls < replaceAfter ? 28 : 2;
    await new Promise((resolve) => setTimeout(resolve, 1));
    calls += 1;
    if (calls === replaceAfter) store.dispatch(replacement);
    if (refuses && calls === replaceAfter) {
      onFault({ code: 'E_INDEX', message: 'there is no such image' });
      return undefined;
    }
    const image = { label: 0, pixels: new Uint8Array(size * size), mean: 0 };
    const answers: { [K in CallName]?: unknown } = {
      partSummary: { count: 1, rows: size, columns: size, classCounts: [1, 0] },
      findImage: 0,
      partImage: image,
      cellImages: [{ ...image, index: size, predicted: 1, probability: 1, labelProbability: 0 }],
    };
    return answers[call] as never;
  };
  return { store, inspecting: createInspecting({ store, ask, read: () => {} }), calls: () => calls };
}

const looks: readonly [string, number, (inspecting: Inspecting) => void][] = [
  ['leafing', 3, (inspecting) => inspecting.leaf('training', 0, null, true)],
  ['the examples', 5, (inspecting) => inspecting.findExamples()],
  ['a cell', 1, (inspecting) => inspecting.openCell(0, 1)],
];

for (const [what, calls, look] of looks) {
  for (const [how, replacement] of [
    ['opened', opened],
    ['closed', closed],
  ] as const) {
    test(`${what}, while other data is ${how}: nothing of the data before, and then that of now`, async () => {
      for (let at = 1; at <= calls; at++) {
        const page = open(at, replacement);
        look(page.inspecting);
        await expect.poll(page.calls).toBe(calls);
        await new Promise((resolve) => setTimeout(resolve, 5));
        expect(page.store.state.inspection, `replaced after ${at} of ${calls} answers`).toMatchObject({
          ...{ leaf: null, examples: [], cell: null, fault: null },
        });
        look(page.inspecting);
        await expect.poll(page.calls).toBe(2 * calls);
        await new Promise((resolve) => setTimeout(resolve, 5));
        const { leaf, examples, cell } = page.store.state.inspection;
        const sizes = [
          leaf && [leaf.summary.rows, leaf.image?.pixels.length],
          examples[0] && [examples[0].rows, examples[0].image.pixels.length],
          cell && [2, cell.images[0]?.pixels.length],
        ].filter((size) => size);
        expect(sizes).toEqual([[2, 4]]);
      }
    });
  }

  test(`${what}: what the worker no longer has is no fault, once other data is there`, async () => {
    for (let at = 1; at <= calls; at++) {
      const page = open(at, opened, true);
      look(page.inspecting);
      await expect.poll(page.calls).toBeGreaterThanOrEqual(at);
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(page.store.state.inspection.fault).toBeNull();
    }
  });
}
