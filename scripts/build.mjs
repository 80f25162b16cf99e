// Bundles the program into build/. Commands and MJML are chunks of their own, which load only when they are used.
//
// Why a bundle at all: starting MJML from its packages costs three times what it costs from here, since mjml-core loads
// juice, cheerio (with undici), htmlnano, js-beautify and cssnano before it does anything, and Courant uses none of them
// unless a layout asks for inlined styles.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleBanner, bundlePlugins } from './bundle-plugins.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

await rm(`${root}build`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'build',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  external: ['libsql'],
  banner: { js: bundleBanner },
  plugins: bundlePlugins,
  logLevel: 'warning',
});
