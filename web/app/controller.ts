// Carries out what the panels ask for: by the worker, by the address bar; and the store hears what came of it.
import { type CallName, Client, type DataFile, type Fault, isFault, type RunConfig } from '../lib/client.ts';
import { inTurn } from '../lib/in-turn.ts';
import { latest } from '../lib/latest.ts';
import type { Arguments, Results } from '../lib/protocol.ts';
import type { Actions } from './actions.ts';
import * as address from './address.ts';
import { createConnection } from './connection.ts';
import { createCorrecting } from './correcting.ts';
import { createDrawingActions } from './drawing-actions.ts';
import { createLazyInspecting } from './lazy-inspecting.ts';
import { createOwnData } from './own-data.ts';
import { openPageWorker } from './page-worker.ts';
import { createPinning } from './pinning.ts';
import { readFile } from './read-file.ts';
import { createReadyReader } from './ready-reader.ts';
import { download, savedFiles } from './saved-files.ts';
import { createSettings } from './settings.ts';
import { canTrain, failedFiles } from './state/data.ts';
import { isEmpty, toDrawing, toPicture } from './state/drawing.ts';
import type { RestoredFrom } from './state/happening.ts';
import { trainedSteps } from './state/run.ts';
import type { Store } from './store.ts';
import { createWatching } from './watching.ts';

/** undefined when it was refused, which `onFault` has heard of, or when the worker is gone, which the store has. */
export type Ask = <K extends CallName>(
  call: K,
  args: Arguments[K],
  onFault: (fault: Fault) => void,
  signal?: AbortSignal,
) => Promise<Results[K] | undefined>;

export interface Controller extends Actions {
  /** Sets up the run that the address names, and loads the data. */
  begin(): Promise<void>;
  /** The address was changed by hand, by a link, or by going back. */
  followAddress(): Promise<void>;
  /** Tells when the network comes and goes, and of newer versions of the page. */
  watchConnection(): void;
  /** The page may end at any time from now on. */
  keep(): void;
}

const readingMilliseconds = 100; // between two readings of a drawing while the network trains

export function createController(store: Store, files: readonly DataFile[]): Controller {
  let client = connect();
  let lastReading = 0;
  let loading = new AbortController(); // the load that is going on, or the next
  const changeRun = inTurn(); // each change looks at what the one before has left

  function connect(): Client {
    return new Client({
      worker: openPageWorker(),
      onFatal: (fault) => store.dispatch({ type: 'worker-died', fault }),
      onSilence: (silent) => store.dispatch({ type: 'worker-silent', silent }),
      listeners: {
        download: (progress) => store.dispatch({ type: 'download', progress }),
        activity(activity) {
          store.dispatch({ type: 'activity', activity });
          if (activity === 'idle') readAll();
        },
        training(slice) {
          store.dispatch({ type: 'training', slice });
          if (performance.now() - lastReading >= readingMilliseconds) read();
          trained(slice);
        },
        kept: (kept) => store.dispatch({ type: 'kept', kept }),
        unkept: (fault) => store.dispatch({ type: 'unkept', fault }),
        test: (progress) => store.dispatch({ type: 'test', progress }),
        correction: (progress) => store.dispatch({ type: 'correction', progress }),
        calibration(progress) {
          store.dispatch({ type: 'calibrating', progress });
          if (progress.done) void tellCalibration();
        },
        stopped: (fault) => store.dispatch({ type: 'stopped', fault }),
      },
    });
  }

  async function ask<K extends CallName>(
    call: K,
    args: Arguments[K],
    onFault: (fault: Fault) => void,
    signal?: AbortSignal,
  ): Promise<Results[K] | undefined> {
    const asked = client;
    try {
      return await asked.call(call, args, signal);
    } catch (error) {
      if (!isFault(error)) throw error;
      if (asked === client && !store.state.worker.fault) onFault(error);
      return undefined;
    }
  }

  const stop = (fault: Fault) => store.dispatch({ type: 'stopped', fault });
  const command = (call: 'train' | 'pause' | 'step' | 'epoch' | 'test' | 'calibrate') =>
    void ask(call, [], stop);

  async function tellCalibration(): Promise<void> {
    const calibration = await ask('calibration', [], stop);
    if (calibration !== undefined) store.dispatch({ type: 'calibrated', calibration });
  }

  const read = latest(async () => {
    if (isEmpty(store.state.drawing)) return;
    await readyReader.settled;
    lastReading = performance.now();
    const failed = (fault: Fault) => store.dispatch({ type: 'prediction-failed', fault });
    const { drawing, run } = store.state;
    const prediction = drawing.picture
      ? await ask('predictImage', toPicture(drawing, drawing.picture), failed)
      : await ask('predict', [toDrawing(drawing)], failed);
    // Of another picture, read in another way or by another run it would be taken for this one's.
    const { picture, pictureReading } = store.state.drawing;
    const isMeant = picture === drawing.picture && pictureReading === drawing.pictureReading;
    if (prediction && isMeant && store.state.run.config === run.config)
      store.dispatch({ type: 'predicted', prediction });
  });

  const readyReader = createReadyReader(ask, read);

  const { rest, ...drawing } = createDrawingActions({ store, ask, read });
  const readAndRest = () => {
    read();
    rest();
  };
  const { loadPins, lookAtPins, trained, ...pinning } = createPinning({ store, ask, read: readAndRest });
  /** After a change of the network. */
  const readAll = () => {
    read();
    lookAtPins();
  };
  const { loadDrawings, ...correcting } = createCorrecting({
    store,
    ask,
    read: readAll,
    renameAddress: address.replace,
  });

  const inspecting = createLazyInspecting({ store, ask, read: readAndRest });

  async function beginRun(
    hash: string,
    refuse: (fault: Fault) => void,
    keepsEdits = false,
  ): Promise<RunConfig | undefined> {
    store.dispatch({ type: 'run-changing', changing: true });
    try {
      const config = await ask('configure', [hash], refuse);
      if (!config) return undefined;
      store.dispatch({ type: 'run-began', config, keepsEdits });
      read();
      void loadDrawings();
      loadPins();
      if (canTrain(store.state.data)) await takeUp('resume', { type: 'browser' });
      return config;
    } finally {
      store.dispatch({ type: 'run-changing', changing: false });
    }
  }

  async function takeUp(call: 'resume' | 'bringBack', from: RestoredFrom): Promise<void> {
    const restored = await ask(call, [], stop);
    if (restored === null && call === 'bringBack') store.dispatch({ type: 'nothing-to-bring-back' });
    if (!restored) return;
    store.dispatch({ type: 'run-restored', restored, from });
    if (from.type === 'reset') address.push(restored.config.hash);
    readAll();
  }

  /** A hash that is refused leaves a run all the same, and a word about it. */
  async function beginRunOrDefault(hash: string): Promise<RunConfig | undefined> {
    let refusal: Fault | undefined;
    const config = await beginRun(hash, (fault) => (refusal = fault), true);
    if (!refusal) return config;
    const substitute = await beginRun('', stop, true);
    store.dispatch({ type: 'run-refused', fault: refusal, from: 'address' });
    return substitute;
  }

  async function loadData(wanted: readonly DataFile[], fresh: boolean): Promise<void> {
    store.dispatch({ type: 'load-began', roles: wanted.map(({ role }) => role) });
    const result = await ask('loadData', [wanted, { fresh }], stop, loading.signal);
    loading = new AbortController();
    if (!result) return;
    store.dispatch({ type: 'load-ended', result });
    // A run takes its data when it begins.
    await changeRun(async () => {
      const { run } = store.state;
      if (run.config && trainedSteps(run) === 0) await beginRunOrDefault(run.config.hash);
    });
  }

  /** One at a time, since the bytes of a large network fill the memory; what cannot be is told beside the buttons. */
  async function withFiles(work: () => Promise<void>): Promise<void> {
    store.dispatch({ type: 'file-began' });
    try {
      await work();
      store.dispatch({ type: 'file-ended' });
    } catch (error) {
      if (!isFault(error)) throw error;
      store.dispatch({ type: 'file-failed', fault: error });
    }
  }

  /** A run, or else a network. */
  async function open(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { kind, restored, replaced } = await client.call('openFile', [name, bytes]);
    store.dispatch({ type: 'run-restored', restored, from: { type: 'file', kind, name, replaced } });
    address.push(restored.config.hash);
    readAll();
  }

  const openFile = (file: File) =>
    void withFiles(async () => {
      const bytes = await readFile(file);
      await changeRun(() => open(file.name, bytes));
    });

  const readPicture = (file: File) => {
    store.dispatch({ type: 'picture-taken', name: file.name, blob: file });
    readAndRest();
  };

  const { reopen, ...ownData } = createOwnData({
    store,
    ask,
    openFile,
    readPicture,
    beginRun: (adapt) =>
      changeRun(async () => {
        const hash = await adapt(store.state.run.config?.settings ?? '');
        const config = hash === undefined ? undefined : await beginRun(hash, stop);
        if (config) address.push(config.hash);
        return config;
      }),
  });

  const refuse = (from: 'form' | 'address') => (fault: Fault) =>
    store.dispatch({ type: 'run-refused', fault, from });

  async function begin(): Promise<void> {
    readyReader.give();
    const run = await changeRun(() => beginRunOrDefault(store.state.run.config?.hash ?? address.read()));
    await readyReader.settled; // the data, three hundred times as large, would take its share of the line
    if (run) await loadData(files, false);
    connection.watchVersion();
  }

  const followAddress = () =>
    changeRun(async () => {
      const hash = address.read();
      if (hash === store.state.run.config?.hash) {
        store.dispatch({ type: 'refusal-cleared' });
        return;
      }
      const config = await beginRun(hash, refuse('address'));
      // An address that has changed meanwhile is followed next.
      if (config && address.read() === hash) address.replace(config.hash);
    });

  const retryData = () => void loadData(failedFiles(store.state.data), true);
  const connection = createConnection({ store, ask, retryData, drawStroke: drawing.beginStroke });

  return {
    begin,
    watchConnection: connection.watchConnection,
    reload: () => void connection.reload(),
    followAddress,
    train: () => command('train'),
    pause: () => command('pause'),
    step: () => command('step'),
    epoch: () => command('epoch'),
    test: () => command('test'),
    calibrate: () => command('calibrate'),
    reset() {
      void changeRun(async () => {
        const { config } = store.state.run;
        const begun = config && (await ask('reset', [config.settings], stop));
        if (begun) store.dispatch({ type: 'run-began', keepsEdits: true, ...begun });
        if (begun) address.push(begun.config.hash); // another one if the run was changed on its way
        readAll();
      });
    },
    bringBack: () => void changeRun(() => takeUp('bringBack', { type: 'reset' })),
    keep: () => void ask('keep', [], stop),
    saveFile: (file) =>
      withFiles(async () => {
        const { name, take } = savedFiles[file];
        download(name, await take(client));
      }),
    openFile,
    ...ownData,
    readPicture,
    choosePictureReading(reading) {
      store.dispatch({ type: 'picture-reading', reading });
      read();
    },
    ...createSettings({
      ...{ store, ask, changeRun, refuse: refuse('form'), beginRun },
      train: () => command('train'),
    }),
    cancelData: () => loading.abort(),
    retryData,
    ...drawing,
    ...pinning,
    ...correcting,
    ...createWatching({ store, ask }),
    ...inspecting,
    restart() {
      client.dispose();
      store.dispatch({ type: 'restarted' });
      client = connect();
      void reopen().then(begin);
    },
  };
}
