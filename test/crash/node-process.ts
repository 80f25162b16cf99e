import { spawn } from 'node:child_process';

export interface Ended {
  readonly end: 'killed' | 'by-itself';
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface NodeProcess {
  readonly isRunning: () => boolean;
  readonly kill: () => void;
  readonly ended: Promise<Ended>;
}

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts Node with these arguments. */
export function nodeProcess(args: readonly string[], { cwd, env }: Place): NodeProcess {
  const child = spawn(process.execPath, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail);
    child.on('close', (status, signal) => {
      const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();
      done({ end: signal === 'SIGKILL' ? 'killed' : 'by-itself', status, stdout: text(stdout), stderr: text(stderr) });
    });
  });
  return {
    isRunning: () => child.exitCode === null && child.signalCode === null,
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}

/** Longer than any pass over a few thousand readers, also where a machine has other things to do. */
const PATIENCE = 180_000;

/** Whoever doesn't end is stuck: is killed, and told with what it said so far. */
export async function endOf(running: NodeProcess): Promise<Ended> {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<'stuck'>((done) => {
    timer = setTimeout(done, PATIENCE, 'stuck');
  });
  const first = await Promise.race([running.ended, stuck]);
  clearTimeout(timer);
  if (first !== 'stuck') return first;
  running.kill();
  const { stdout, stderr } = await running.ended;
  throw new Error(`a process did not end within ${PATIENCE / 1000} s: ${stdout}${stderr}`);
}
