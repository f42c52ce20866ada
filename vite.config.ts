import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { billOfMaterials } from './script/lib/bill-of-materials.mjs';
import { checksums, sumsFile } from './script/lib/checksums.mjs';
import { dataDirectory, packData, packFirst } from './script/lib/mnist.mjs';
import { readyModel, recipe } from './script/lib/ready-model.mjs';
import { metaPolicy, securityHeaders } from './script/lib/security-headers.mjs';
import { withShell } from './script/lib/service-worker.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The page with few images, for the tests: built beside dist/, else the same. */
const isSmall = process.env.INKLING_PAGE === 'small';

interface PageFile {
  readonly role: string;
  readonly name: string;
  readonly bytes: number;
  readonly inflatedBytes: number;
  readonly content: () => Promise<Uint8Array>;
}

async function pageData(): Promise<PageFile[]> {
  if (!isSmall) {
    const files = await packData();
    return files.map((file) => ({ ...file, content: () => readFile(join(dataDirectory, file.name)) }));
  }
  const files = await packFirst({ train: 24_000, test: 2000 });
  return files.map(({ content, ...file }) => ({ ...file, content: async () => content }));
}

/** Puts MNIST's packed files beside the page, and their names and sizes into it. */
function mnist(): Plugin {
  const files = pageData();
  return {
    name: 'inkling:mnist',
    async config() {
      return { define: { __MNIST_FILES__: JSON.stringify(await files) } }; // `content`, a function, is left out
    },
    async generateBundle() {
      for (const { name, content } of await files)
        this.emitFile({ type: 'asset', fileName: `data/${name}`, source: await content() });
    },
  };
}

/** Puts the network that reads the first drawing beside the page, under a name that changes with it. */
function readyMade(): Plugin {
  const made = readyModel();
  const fileName = made.then(({ hash }) => `assets/ready-made-${hash}.bin`);
  return {
    name: 'inkling:ready-made',
    async config() {
      return { define: { __READY_MADE__: JSON.stringify({ file: await fileName, hash: recipe }) } };
    },
    async generateBundle() {
      const { content } = await made;
      this.emitFile({ type: 'asset', fileName: await fileName, source: content });
    },
  };
}

/** index.html names the page's parts, each a file of its own. */
function parts(): Plugin {
  const directory = join(root, 'web', 'app', 'parts');
  return {
    name: 'inkling:parts',
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        const names = Array.from(html.matchAll(partComment), ([, name]) => String(name));
        const texts = await Promise.all(
          names.map((name) => readFile(join(directory, `${name}.html`), 'utf8')),
        );
        return html.replaceAll(partComment, () => texts.shift() ?? '');
      },
    },
  };
}

/** What is for readers of the sources stays there: comments, and how far a line is set in. */
function slimMarkup(): Plugin {
  return {
    name: 'inkling:slim-markup',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replaceAll(/<!--.*?-->/gs, '').replaceAll(/\n\s*/g, '\n'),
    },
  };
}
const partComment = /<!-- part: ([a-z-]+) -->/g;

/** By which the page can be installed. It names the icon that index.html has. */
function manifest(): Plugin {
  const fileName = 'manifest.webmanifest';
  return {
    name: 'inkling:manifest',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'link', attrs: { rel: 'manifest', href: `./${fileName}` } }],
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const icon = Object.keys(bundle).find((name) => /^assets\/icon-.*\.svg$/.test(name));
        if (!icon) throw new Error('the page has no icon');
        const source = await readFile(join(root, 'web', 'app', fileName), 'utf8');
        this.emitFile({ type: 'asset', fileName, source: source.replace('icon.svg', icon) });
      },
    },
  };
}

/** sw.js keeps its name, by which browsers find a new one, and has the names of all other files in it. */
function serviceWorker(): Plugin {
  return {
    name: 'inkling:service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const { 'sw.js': script, ...others } = bundle;
        if (script?.type !== 'chunk') throw new Error('there is no sw.js');
        const built = Object.entries(others).map(([name, file]): [string, string | Uint8Array] => [
          name,
          file.type === 'chunk' ? file.code : file.source,
        ]);
        script.code = withShell(script.code, built);
      },
    },
  };
}

/** Beside the page, for those who want to know what it is made of and whether it is what was built; no browser asks for them. */
function provenance(): Plugin {
  return {
    name: 'inkling:provenance',
    apply: 'build',
    enforce: 'post',
    async writeBundle({ dir = '' }) {
      await writeFile(join(dir, 'bill-of-materials.cdx.json'), billOfMaterials());
      await writeFile(join(dir, sumsFile), checksums(dir));
    },
  };
}

/** Only in what is built: the development server's own scripts would not pass. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'inkling:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  root: join(root, 'web', 'app'),
  base: './',
  appType: 'mpa', // a file that is missing is a 404, not the page
  plugins: [
    mnist(),
    readyMade(),
    parts(),
    slimMarkup(),
    contentSecurityPolicy(),
    manifest(),
    serviceWorker(),
    provenance(),
  ],
  build: {
    outDir: isSmall ? join(root, 'build', 'small-page') : join(root, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // light-dark() as it is written
    assetsInlineLimit: 0, // connect-src allows no data: URL
    modulePreload: {
      polyfill: false,
      // The names of all small parts would take more of the first load than they save later: the largest, with its style.
      resolveDependencies: (_, names) => names.filter((name) => /\.css$|\/plot-/.test(name)),
    },
    rolldownOptions: {
      input: {
        index: join(root, 'web', 'app', 'index.html'),
        sw: join(root, 'web', 'app', 'sw', 'sw.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
    reportCompressedSize: false,
  },
  // The glue imports Node's "module" where it runs under Node; in a browser it never comes to that.
  worker: { format: 'es', rolldownOptions: { external: ['module'] } },
  preview: { headers: securityHeaders },
});
