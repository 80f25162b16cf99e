import { expect, onTestFinished } from 'vitest';
import { startStandIn, STAND_IN_CREDENTIALS, type StandIn, type StandInOptions } from '../../ses-stand-in/stand-in.ts';
import { addFiles, courant, type Run, SMALL, smallPublication } from '../run-courant.ts';

/** A small publication, a stand-in for SES as its ground truth, and the program with everything set to reach it. */
export interface SesLetter {
  readonly folder: string;
  readonly standIn: StandIn;
  readonly run: (...args: readonly string[]) => Promise<Run>;
  /** Runs, with --json, expects the exit status, and gives what stdout holds. */
  readonly json: (status: number, ...args: readonly string[]) => Promise<unknown>;
}

export async function sesLetter(
  readers: number | readonly string[],
  options: StandInOptions = {},
  settings = '',
): Promise<SesLetter> {
  const folder = smallPublication();
  const addresses = typeof readers === 'number' ? Array.from({ length: readers }, (_, at) => reader(at)) : readers;
  addFiles(folder, { 'courant.yaml': `${SMALL}${settings}`, 'readers.csv': `email\n${addresses.join('\n')}\n` });
  const standIn = await startStandIn(options);
  onTestFinished(() => standIn.close());
  const env = {
    AWS_ENDPOINT_URL_SES: standIn.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: STAND_IN_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: STAND_IN_CREDENTIALS.secretAccessKey,
    COURANT_SECRET: 'a secret of these tests, long enough to sign links with',
  };
  const run = (...args: readonly string[]): Promise<Run> => courant(folder, args, env);
  const json = async (status: number, ...args: readonly string[]): Promise<unknown> => {
    const ran = await run(...args, '--json');
    if (ran.status !== status) expect(ran).toEqual({ ...ran, status });
    return JSON.parse(ran.stdout);
  };
  return { folder, standIn, run, json };
}

function reader(at: number): string {
  return `reader${at + 1}@example.org`;
}

export const SEND = ['send', 'latest', '--to', 'readers', '--transport', 'ses', '--yes'] as const;

/** How many messages each address really got, most first: `[]` when nobody got two. */
export function doubles(standIn: StandIn): readonly string[] {
  return [...standIn.countsByRecipient()].filter(([, count]) => count > 1).map(([address]) => address);
}
