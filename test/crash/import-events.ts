import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { chance } from '../ses-stand-in/chance.ts';
import { courant, type Course } from './course.ts';
import { readAccount } from './read-account.ts';
import type { Sent } from './send-to-the-end.ts';
import { judgeEvents } from './verdict.ts';

const imported = z.looseObject({
  recorded: z.int(),
  settled: z.int(),
  unknown: z.int(),
  rejected: z.array(z.unknown()),
});
const published = z.looseObject({ mail: z.looseObject({ destination: z.tuple([z.string()]) }) });

export interface Settled {
  /** Deliveries in doubt that the events settled. */
  readonly settled: number;
  readonly problems: readonly string[];
}

/** All that SES has published so far. */
export async function importNews(course: Course): Promise<void> {
  writeEvents(course.folder, course.standIn.events());
  await importOnce(course);
}

/** What SES publishes comes in, in any order, and once more, which changes nothing. */
export async function importEvents(course: Course, { account: before }: Sent): Promise<Settled> {
  const { plan, folder, store, standIn } = course;
  const events = standIn.events().map((event, index) => ({ event, rank: chance(plan.seed, index, 'order') }));
  events.sort((one, other) => one.rank - other.rank);
  writeEvents(
    folder,
    events.map(({ event }) => event),
  );
  const heard = new Set(events.map(({ event }) => published.parse(event).mail.destination[0]));
  const first = await importOnce(course);
  const after = await readAccount(store);
  const second = await importOnce(course);
  const later = await readAccount(store);
  const inDoubt = before.deliveries.filter(({ state, address }) => state === 'in-doubt' && heard.has(address)).length;
  const asFirst = first.settled === inDoubt && first.unknown === 0 && first.rejected.length === 0;
  const asSecond = second.recorded === 0 && second.settled === 0;
  const same = JSON.stringify(later.deliveries) === JSON.stringify(after.deliveries);
  const problems = [
    ...judgeEvents({ before: before.deliveries, after: after.deliveries, heard, accepted: standIn.accepted() }),
    ...(asFirst ? [] : [`the import says ${JSON.stringify(first)}, and ${inDoubt} were to be settled`]),
    ...(asSecond && same ? [] : [`the same events again changed something: ${JSON.stringify(second)}`]),
  ];
  return { settled: first.settled, problems };
}

const FILE = 'events.ndjson';

function writeEvents(folder: string, events: readonly object[]): void {
  writeFileSync(join(folder, FILE), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

async function importOnce(course: Course): Promise<z.infer<typeof imported>> {
  const { status, stdout, stderr } = await courant(course, ['events', 'import', FILE, '--json']);
  if (status !== 0) throw new Error(`the import of events ended with ${status}: ${stdout}${stderr}`);
  return imported.parse(JSON.parse(stdout));
}
