// Bundles the program into build/: main.cjs, and a file for each package that is loaded only when it is used.
//
// Why a bundle at all: starting MJML from its packages costs three times what it costs from here, since mjml-core loads
// juice, cheerio (with undici), htmlnano, js-beautify and cssnano before it does anything, and Courant uses none of them
// unless a layout asks for inlined styles. Why CommonJS: Node 20 can keep the compiled code of scripts, not of modules.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleSettings } from './bundle-plugins.mjs';
import { keepCode } from './keep-code.mjs';
import { precompileTemplates } from './precompile-templates.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packages that the sources import when they need them: each gets a file of its own. */
const lazyPackages = new Set();

/** @type {import('esbuild').Plugin} */
const packagesApart = {
  name: 'packages-apart',
  setup(context) {
    context.onResolve({ filter: /^[@a-z]/ }, ({ kind, path, importer }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:') || !/[\\/]src[\\/]/.test(importer)) return undefined;
      lazyPackages.add(path);
      return { path: `./${fileOf(path)}.cjs`, external: true };
    });
  },
};

/** @param {string} name of a package */
function fileOf(name) {
  return name.replaceAll(/[^a-z0-9-]+/g, '-').replace(/^-/, '');
}

/** What Node makes of a CommonJS file before it runs it. @param {string} text */
function asFunction(text) {
  return `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
}

/** bin/load-program.js reads the bundle as latin1, and esbuild leaves the letters of regular expressions as they are. */
function asAscii(/** @type {string} */ text) {
  return text.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const settings = {
  ...bundleSettings,
  absWorkingDir: root,
  outdir: 'build',
  outExtension: { '.js': '.cjs' },
  write: false,
};

/** Everything is bundled before anything is replaced: a source that can't be bundled leaves the program as it was. */
const main = await build({
  ...settings,
  entryPoints: { main: 'src/cli/main.ts' },
  plugins: [packagesApart, ...settings.plugins],
});
const parts = await Promise.all(
  [...lazyPackages].map((name) => {
    const stdin = { contents: `module.exports = require(${JSON.stringify(name)});`, resolveDir: root };
    const { outdir, outExtension, ...rest } = settings;
    return build({ ...rest, stdin, outfile: `${outdir}/${fileOf(name)}${outExtension['.js']}` });
  }),
);
await mkdir(`${root}build`, { recursive: true });
for (const name of await readdir(`${root}build`)) await rm(`${root}build/${name}`, { recursive: true, force: true });
for (const { outputFiles } of [main, ...parts]) {
  for (const { path, text } of outputFiles) await writeFile(path, asAscii(asFunction(text)));
}
await precompileTemplates(root);
await keepCode(root);
