import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Tests run the program as people do: from a bundle that was made of the sources as they stand now. */
export function setup(): void {
  const root = join(import.meta.dirname, '..');
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
}
