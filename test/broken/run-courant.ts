import { execFile } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'courant.js');

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real program in a folder. A run that hangs is killed, and has no status. */
export function runCourant(args: readonly string[], cwd: string): Promise<Run> {
  const env = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' };
  const options = { cwd, env, timeout: 50_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], options, (_, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
  });
}
