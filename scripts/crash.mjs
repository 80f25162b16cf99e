// The crash test as a whole: sends are killed, and held against what a stand-in for SES accepted (test/crash).
//
//   npm run crash [-- --write]        RUNS=200 READERS=2000 SEED=20261124
//
// `--write` puts its tables into docs/reliability.md. A run with the seed N is the first of SEED=N.
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
// Node 20 runs no TypeScript; beside the packages, so that they are found.
const outfile = `${root}node_modules/.cache/courant-test/crash-${process.pid}.mjs`;
await mkdir(`${root}node_modules/.cache/courant-test`, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: [fileURLToPath(new URL('../test/crash/main.ts', import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
});
try {
  const { runCrashTest } = await import(pathToFileURL(outfile).href);
  process.exitCode = await runCrashTest(root, process.argv.slice(2));
} finally {
  await rm(outfile);
}
