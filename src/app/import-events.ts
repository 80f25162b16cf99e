import type { AddressedEvent, EventReading, Events } from '../delivery/events.ts';

/** `events import --json` of the contract. Always: events = recorded + duplicate + unknown. */
export interface EventsReport {
  readonly events: number;
  readonly recorded: number;
  readonly duplicate: number;
  /** Deliveries that were in doubt, and are not any more. */
  readonly settled: number;
  readonly unknown: number;
  readonly skipped: number;
  readonly rejected: readonly RejectedLine[];
  /** How many more lines were rejected than are listed. */
  readonly unlisted: number;
}

export interface RejectedLine {
  readonly line: number;
  readonly reason: string;
}

/** Events a transaction: a send under way waits for one at most, some hundredths of a second. */
const GROUP = 1000;
/** A file of a gigabyte that holds no events at all must not fill the memory with reasons. */
const LISTED = 10_000;

/** Brings events into the store. Whatever can't be read stays out and is reported; the others come in. */
export async function importEvents(
  readings: AsyncIterable<readonly EventReading[]>,
  events: Events,
): Promise<EventsReport> {
  const counts = { recorded: 0, duplicate: 0, unknown: 0, skipped: 0, unlisted: 0 };
  const settled = new Set<number>();
  const rejected: RejectedLine[] = [];
  let group: AddressedEvent[] = [];
  const flush = async (): Promise<void> => {
    if (group.length === 0) return;
    const written = await events.record(group);
    for (const name of ['recorded', 'duplicate', 'unknown'] as const) counts[name] += written[name];
    for (const attempt of written.settled) settled.add(attempt);
    group = [];
  };
  for await (const block of readings) {
    for (const reading of block) {
      if (reading.kind === 'event') {
        if (group.push(reading.event) === GROUP) await flush();
      } else if (reading.kind === 'foreign') counts.unknown += 1;
      else if (reading.kind === 'skipped') counts.skipped += 1;
      else if (rejected.length < LISTED) rejected.push({ line: reading.line, reason: reading.reason });
      else counts.unlisted += 1;
    }
  }
  await flush();
  const { recorded, duplicate, unknown, skipped, unlisted } = counts;
  const all = recorded + duplicate + unknown;
  return { events: all, recorded, duplicate, settled: settled.size, unknown, skipped, rejected, unlisted };
}
