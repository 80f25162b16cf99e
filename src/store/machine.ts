import { hostname } from 'node:os';

/** What the store must know of the process that uses it, to tell a living owner of a send from a dead one. */
export interface Machine {
  readonly host: string;
  readonly pid: number;
  /** When this process started: tells it from an earlier one with the same number, as after a container's restart. */
  readonly started: number;
  readonly now: () => number;
  readonly isAlive: (pid: number) => boolean;
}

export function thisMachine(): Machine {
  return {
    host: hostname(),
    pid: process.pid,
    started: Math.round(performance.timeOrigin),
    now: () => Date.now(),
    isAlive,
  };
}

/** Signal 0 only asks. EPERM means that it lives, as somebody else's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
