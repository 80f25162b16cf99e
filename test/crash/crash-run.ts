import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SendRecord } from '../../src/delivery/ledger.ts';
import { type CallCounts, startStandIn } from '../ses-stand-in/stand-in.ts';
import { courant, type Course, SEND } from './course.ts';
import { addressOf, type RunPlan } from './draw-run.ts';
import { importEvents, type Settled } from './import-events.ts';
import { readAccount } from './read-account.ts';
import { sendToTheEnd, type Sent } from './send-to-the-end.ts';
import { type Evidence, judge, type Judged } from './verdict.ts';
import type { Workshop } from './workshop.ts';

/** What a run came to. */
export interface RunReport extends Judged, Pick<Settled, 'settled'>, Pick<Sent, 'kills' | 'unseen' | 'retried'> {
  readonly plan: RunPlan;
  readonly send: SendRecord;
  readonly calls: CallCounts;
  readonly seconds: number;
}

/** Sends an issue to all readers through kills and faults, to the end, and judges what the ledger says. `folder` is left. */
export async function crashRun(plan: RunPlan, workshop: Workshop, folder: string): Promise<RunReport> {
  const began = performance.now();
  cpSync(workshop.publication, folder, { recursive: true });
  const standIn = await startStandIn(plan.standIn);
  try {
    const course = { plan, workshop, folder, store: join(folder, '.courant/courant.db'), standIn };
    const sent = await sendToTheEnd(course);
    const judged = judge(evidenceOf(course, sent));
    const again = await sendOnceMore(course, sent);
    const looked = sent.kills.length > 0 ? [] : ['nothing was killed'];
    const { settled, problems } = await importEvents(course, sent);
    const { account, kills, unseen, retried } = sent;
    return {
      ...judged,
      plan,
      send: account.send,
      kills,
      unseen,
      retried,
      calls: standIn.calls(),
      settled,
      seconds: (performance.now() - began) / 1000,
      problems: [...judged.problems, ...looked, ...again, ...readNote(course, sent), ...problems],
    };
  } finally {
    await standIn.close();
  }
}

function evidenceOf({ plan, standIn }: Course, { account, kills, unseen, left }: Sent): Evidence {
  return {
    readers: new Set(Array.from({ length: plan.readers }, (_, index) => addressOf(index + 1))),
    send: account.send,
    deliveries: account.deliveries,
    accepted: standIn.accepted(),
    refused: plan.refused,
    inFlight: kills.map(({ inFlight }) => inFlight),
    ambiguous: standIn.calls().ambiguous,
    unseen,
    left,
    news: plan.news === null ? 'at-the-end' : 'between',
  };
}

/** Everybody stands in the send: the same command again sends to nobody. */
async function sendOnceMore(course: Course, { account }: Sent): Promise<readonly string[]> {
  const calls = (): number | undefined => course.standIn.calls().actions['SendRawEmail'];
  const before = calls();
  const { status, stdout, stderr } = await courant(course, SEND);
  const after = await readAccount(course.store);
  const same = JSON.stringify(after.deliveries) === JSON.stringify(account.deliveries);
  if (status === 0 && calls() === before && same) return [];
  return [`sent once more, it ended with ${status} and ${calls()} calls after ${before}: ${stdout}${stderr}`];
}

/** The note in the issue's folder names the send, once. */
function readNote({ folder }: Course, { account }: Sent): readonly string[] {
  const note = readFileSync(join(folder, 'issues', account.send.issue.name, 'sent.yaml'), 'utf8');
  return note.split(account.send.send).length === 2 ? [] : [`sent.yaml does not name the send once: ${note}`];
}
