import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../delivery/clock.ts';
import type { Random } from '../delivery/random.ts';
import { readOrMakeSecret } from '../disk/secret.ts';

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};

export const realRandom: Random = { bytes: (count) => randomBytes(count) };

type Environment = Readonly<Record<string, string | undefined>>;

/** COURANT_SECRET, several with commas: the first signs, all verify. Empty where it isn't set. */
export function givenSecrets(env: Environment): readonly string[] {
  const given = (env['COURANT_SECRET'] ?? '').split(',').map((secret) => secret.trim());
  return given.filter((secret) => secret !== '');
}

/** The secrets that are given; for the outbox a generated one where there are none. */
export async function readSecrets(env: Environment, root: string): Promise<readonly string[]> {
  const secrets = givenSecrets(env);
  return secrets.length > 0 ? secrets : [await readOrMakeSecret(join(root, '.courant', 'secret'))];
}
