// Carries out what the settings form asks for: a change of the run that goes on, or another run.
import type { Fault, RunConfig } from '../lib/client.ts';
import { latest } from '../lib/latest.ts';
import type { Actions } from './actions.ts';
import * as address from './address.ts';
import type { Ask } from './controller.ts';
import {
  appliedEdits,
  type Edits,
  fieldText,
  ownText,
  requestedChange,
  requestedHash,
  whatApplyDoes,
} from './state/settings.ts';
import type { Store } from './store.ts';

export interface SettingsOptions {
  store: Store;
  ask: Ask;
  /** One at a time. */
  changeRun: <T>(work: () => Promise<T>) => Promise<T>;
  refuse: (fault: Fault) => void;
  beginRun: (hash: string, refuse: (fault: Fault) => void) => Promise<RunConfig | undefined>;
  train: () => void;
}

const keepMilliseconds = 2000;

export function createSettings(
  options: SettingsOptions,
): Pick<Actions, 'editSetting' | 'applySettings' | 'changeSetting' | 'trainOn' | 'previewSchedule'> {
  const { store, ask, changeRun, refuse, beginRun, train } = options;
  let wanted = '';

  async function begin(config: RunConfig): Promise<void> {
    const hash = address.read();
    const begun = await beginRun(requestedHash(store.state.settings, config), refuse);
    if (begun && address.read() === hash) address.push(begun.hash);
  }

  async function change(applied: Edits): Promise<void> {
    const hash = address.read();
    const changed = await ask('change', [requestedChange(applied)], refuse);
    if (!changed) return;
    store.dispatch({ type: 'run-changed', config: changed, applied });
    // The address leads to the run under its new name when there is a copy under that name, or can be none; a store that
    // hangs holds up no other change of the run.
    const patience = new Promise((resolve) => setTimeout(resolve, keepMilliseconds));
    await Promise.race([ask('keep', [], refuse), patience]);
    if (address.read() === hash) address.replace(changed.hash);
  }

  const preview = latest(async () => {
    const hash = wanted;
    const preview = await ask('lrPreview', [hash], () => {});
    store.dispatch({ type: 'schedule-previewed', hash, preview: preview ?? null });
  });

  return {
    editSetting(field, text) {
      const { settings, run } = store.state;
      if (fieldText(settings, run.config, field) === text) return;
      const same = text.trim() === ownText(settings, run.config, field);
      store.dispatch({ type: 'setting-edited', field, text, same });
    },
    applySettings() {
      void changeRun(async () => {
        const { config } = store.state.run;
        const what = whatApplyDoes(store.state);
        if (!config || what === 'nothing') return;
        await (what === 'changes' ? change(appliedEdits(store.state.settings, config)) : begin(config));
      });
    },
    changeSetting: (field, text) => void changeRun(() => change({ [field]: text })),
    trainOn(epochs) {
      void changeRun(async () => {
        await change({ epochs: String(epochs) });
        if (store.state.run.config?.epochs === epochs) train();
      });
    },
    previewSchedule(hash) {
      wanted = hash;
      preview();
    },
  };
}
