import { createRequire, Module } from 'node:module';

/**
 * Importing mjml reads `.mjmlconfig` from the current folder and runs the packages it names. Courant renders what is
 * in a publication's templates and runs nothing else, so the module that does this is replaced before it can be
 * loaded. (The built program leaves it out altogether: scripts/bundle-plugins.mjs.)
 */
export function withoutMjmlConfig(): void {
  const require = createRequire(import.meta.url);
  const filename = require.resolve('mjml-core/lib/helpers/mjmlconfig.js');
  if (require.cache[filename] !== undefined) return;
  const nothing = (): Record<string, never> => ({});
  const stub = new Module(filename);
  stub.filename = filename;
  stub.loaded = true;
  stub.exports = { __esModule: true, default: nothing, readMjmlConfig: nothing, handleMjmlConfigComponents: nothing };
  require.cache[filename] = stub;
}
