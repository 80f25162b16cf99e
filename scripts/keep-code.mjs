import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs the program once over the sample issues and keeps the code that V8 compiled on the way beside the bundle, so that
 * a start doesn't compile it anew (bin/load-program.js). Another version of V8 refuses it and starts without.
 * @param {string} root of the repository
 */
export async function keepCode(root) {
  const folder = mkdtempSync(join(tmpdir(), 'courant-code-'));
  try {
    for (const part of ['courant.yaml', 'issues']) cpSync(join(root, part), join(folder, part), { recursive: true });
    execFileSync(process.execPath, [join(root, 'bin/courant.js'), 'build', '--all', '--json'], {
      cwd: folder,
      env: { ...process.env, COURANT_KEEP_CODE: '1' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
