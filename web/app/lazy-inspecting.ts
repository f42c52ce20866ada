// Looks into the network, whose code comes with the first of them: only panels that come later ask for any.
import type { Inspecting, InspectingOptions } from './inspecting.ts';

export function createLazyInspecting(options: InspectingOptions): Inspecting {
  let coming: Promise<Inspecting> | undefined;

  async function then(act: (inspecting: Inspecting) => void): Promise<void> {
    coming ??= import('./inspecting.ts').then(({ createInspecting }) => createInspecting(options));
    const inspecting = await coming.catch(() => undefined);
    if (inspecting) act(inspecting);
    else coming = undefined; // offline, perhaps: the next look tries again
  }

  return {
    seeUnits: (...range) => void then((it) => it.seeUnits(...range)),
    look: () => void then((it) => it.look()),
    chooseClass: (label) => void then((it) => it.chooseClass(label)),
    measure: () => void then((it) => it.measure()),
    askMeasurement: () => void then((it) => it.askMeasurement()),
    openCell: (...cell) => void then((it) => it.openCell(...cell)),
    closeCell: () => void then((it) => it.closeCell()),
    leaf: (...wanted) => void then((it) => it.leaf(...wanted)),
    findExamples: () => void then((it) => it.findExamples()),
    sendToPaper: (...sample) => void then((it) => it.sendToPaper(...sample)),
    sumUp: () => void then((it) => it.sumUp()),
    copyScript: () => void then((it) => it.copyScript()),
  };
}
