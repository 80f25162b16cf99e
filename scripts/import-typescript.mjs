// Node 20 runs no TypeScript: a module of the project is bundled into memory and imported from there.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Imports a TypeScript module by its path from the root of the project. */
export async function importTypescript(path) {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
