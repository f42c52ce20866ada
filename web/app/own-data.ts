// A person's own files: a data set takes MNIST's place, a picture is read, a saved run is opened.
import type { Fault, RunConfig } from '../lib/client.ts';
import { keepClassNames, loadClassNames } from './class-names.ts';
import type { Ask } from './controller.ts';
import type { DroppedFiles } from './drop.ts';
import { t } from './i18n/text.ts';
import { parseClassNames } from './state/own-data.ts';
import type { Store } from './store.ts';

export interface OwnDataOptions {
  store: Store;
  ask: Ask;
  /** Begins another run, told the hash of the one that there is. */
  beginRun: (adapt: (hash: string) => Promise<string | undefined>) => Promise<RunConfig | undefined>;
  openFile: (file: File) => void;
  readPicture: (file: File) => void;
}

export interface OwnData {
  takeFiles(dropped: DroppedFiles): void;
  cancelDataset(): void;
  closeDataset(): void;
  nameClasses(text: string): void;
  /** For a new worker, which has only MNIST. */
  reopen(): Promise<void>;
}

export function createOwnData({ store, ask, beginRun, openFile, readPicture }: OwnDataOptions): OwnData {
  let opened: readonly File[] = [];
  let cancel = new AbortController();

  const fail = (fault: Fault) => store.dispatch({ type: 'dataset-failed', fault });

  async function open(files: readonly File[]): Promise<boolean> {
    cancel.abort();
    const own = new AbortController();
    cancel = own;
    store.dispatch({ type: 'dataset-began' });
    const blobs = files.map((file) => ({ name: file.name, blob: file }));
    // What a later drop has overtaken is not told.
    const refuse = (fault: Fault) => {
      if (cancel === own) fail(fault);
    };
    const summary = await ask('openDataset', [blobs], refuse, own.signal);
    if (!summary) return false;
    opened = files;
    const names = files.map(({ name }) => name);
    const classNames = loadClassNames(summary.checksum);
    store.dispatch({ type: 'dataset-opened', summary, files: names, classNames });
    return true;
  }

  /** A run whose hidden layers are too wide for the data gives way to the tutorial's. */
  const adaptRun = () =>
    beginRun(async (hash) => {
      let refused = false;
      const adapted = await ask('adaptedHash', [hash], () => {
        refused = true;
      });
      return refused ? ask('adaptedHash', [''], fail) : adapted;
    });

  return {
    takeFiles({ files, folders }) {
      const [file] = files;
      if (folders.length > 0) {
        const message = t('{folders}: expected files, images+labels, found a folder. Take the files in it.', {
          folders: folders.join(', '),
        });
        fail({ code: 'E_DROP', message });
      } else if (file && files.length === 1 && file.type.startsWith('image/')) {
        readPicture(file);
      } else if (file && files.length === 1 && file.name.endsWith('.safetensors')) {
        openFile(file);
      } else {
        void open(files).then((done) => (done ? adaptRun() : undefined));
      }
    },
    cancelDataset: () => cancel.abort(),
    closeDataset() {
      void ask('closeDataset', [], fail).then((summary) => {
        if (!summary) return undefined;
        opened = [];
        store.dispatch({ type: 'dataset-closed', summary });
        return adaptRun();
      });
    },
    nameClasses(text) {
      const { summary } = store.state.ownData;
      if (!summary) return;
      const classNames = parseClassNames(text, summary.counts.classes);
      keepClassNames(summary.checksum, classNames);
      store.dispatch({ type: 'classes-named', classNames });
    },
    async reopen() {
      if (opened.length > 0 && !(await open(opened))) opened = [];
    },
  };
}
