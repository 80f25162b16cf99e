import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Stream } from 'node:stream';

const PROGRAM = join(import.meta.dirname, '../../bin/courant.js');

/**
 * Runs in the child as it ends. VmHWM is the most memory that the child itself had; `maxRSS` of resourceUsage would
 * begin with that of the process it was forked from.
 */
const MEASURE = `import { readFileSync, writeSync } from 'node:fs';
process.on('exit', () => {
  const peak = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify([Number(peak) / 1024, (userCPUTime + systemCPUTime) / 1e6]));
});`;

export interface Measured {
  /** Null for a run that was killed because it didn't end. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly megabytes: number;
  /** Of the processor: what else this machine does is not counted. */
  readonly seconds: number;
}

/** Runs the real program in a folder, and says what it took. */
export function runMeasured(args: readonly string[], cwd: string): Promise<Measured> {
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(MEASURE)}`, PROGRAM];
  const env = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' };
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    timeout: 50_000,
  });
  const texts = [1, 2, 3].map((index) => collect(child.stdio[index]));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      const [stdout = '', stderr = '', measured = ''] = texts.map((read) => read());
      const [megabytes = 0, seconds = 0] = measured === '' ? [] : measured.slice(1, -1).split(',').map(Number);
      resolve({ status, stdout, stderr, megabytes, seconds });
    });
  });
}

function collect(stream: Stream | null | undefined): () => string {
  const pieces: Buffer[] = [];
  stream?.on('data', (piece: Buffer) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString('utf8');
}
