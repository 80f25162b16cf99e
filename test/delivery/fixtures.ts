import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CarryOutOptions } from '../../src/delivery/carry-out.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import type { StoredEdition } from '../../src/delivery/ledger.ts';
import { planSend, type SendPlanRequest } from '../../src/delivery/plan-send.ts';
import type { ImportRow } from '../../src/delivery/import-row.ts';
import type { SendSummary } from '../../src/delivery/summary.ts';
import { type Outcome, type Transport, UNLIMITED } from '../../src/delivery/transport.ts';
import { type Machine, thisMachine } from '../../src/store/machine.ts';
import { openStore, type Store } from '../../src/store/sqlite/open-store.ts';

export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'courant-test-'));
}

export function scratchStore(machine?: Machine): Promise<Store> {
  return openStore(join(scratchFolder(), 'courant.db'), machine);
}

export const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

/** Another process on this machine, or on another. */
export function machine(changes: Partial<Machine> = {}): Machine {
  return { ...thisMachine(), ...changes };
}

export function row(address: string, changes: Partial<ImportRow> = {}): ImportRow {
  const consent = { how: 'import', at: null, from: null };
  return {
    address,
    key: address.toLowerCase(),
    line: 2,
    fields: {},
    lists: ['daily'],
    state: 'subscribed',
    consent,
    ...changes,
  };
}

export async function fill(store: Store, count: number, list = 'daily'): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => row(`reader${index + 1}@example.org`, { lists: [list] }));
  await store.subscribers.importRows([rows]);
}

export const edition: StoredEdition = { hash: 'sha256:aa', segment: null, language: 'en', content: '{"html":"…"}' };

export function planDaily(store: Store, changes: Partial<SendPlanRequest> = {}): Promise<SendSummary> {
  const request: SendPlanRequest = {
    issue: { id: '2026-11-24-daily', name: '2026-11-24-daily' },
    correction: 0,
    timing: { notBefore: null, window: null },
    corrects: null,
    topsUp: null,
    agreed: null,
    list: 'daily',
    segment: null,
    transport: 'outbox',
    editions: new Map([['', edition]]),
    editionFor: () => '',
    mode: 'commit',
    ...changes,
  };
  const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };
  return planSend(request, store.subscribers.audience({ list: request.list }), { ledger: store.ledger, clock, random });
}

/** Plans, and gives the name of the send that must have come of it. */
export async function plannedSend(store: Store, changes: Partial<SendPlanRequest> = {}): Promise<string> {
  const { send } = await planDaily(store, changes);
  if (send === null) throw new Error('no send was made');
  return send;
}

export const personalise: CarryOutOptions['personalise'] = ({ send, subscriber }) => ({
  envelope: { from: 'daily@example.org', to: subscriber.address },
  messageId: `<${send}.${subscriber.id}@example.org>`,
  bytes: Buffer.from(`To: ${subscriber.address}\r\n\r\nGood morning\r\n`),
});

/** A transport that remembers whom it was asked to deliver to, in order. */
export function recording(
  answer: (address: string, call: number) => Outcome | Promise<Outcome> = (address) => accepted(address),
): Transport & { readonly calls: readonly string[] } {
  const calls: string[] = [];
  return {
    name: 'outbox',
    calls,
    deliver: async (message) => {
      const call = calls.push(message.envelope.to);
      await clock.sleep(0);
      return answer(message.envelope.to, call);
    },
    limits: async () => UNLIMITED,
    close: async () => {},
  };
}

export function accepted(address: string): Outcome {
  return { state: 'accepted', messageId: `<${address}>` };
}

/** The two sums that hold of every send, always. */
export function sumsOf(summary: SendSummary): readonly [audience: boolean, planned: boolean] {
  const { audience, suppressed, alreadySent, planned } = summary;
  const { accepted: taken, rejected, deferred, inDoubt, givenUp, pending } = summary;
  return [
    audience === suppressed + alreadySent + planned,
    planned === taken + rejected + deferred + inDoubt + givenUp + pending,
  ];
}

export async function collect<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}
