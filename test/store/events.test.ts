import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventsReport, importEvents } from '../../src/app/import-events.ts';
import type { DeliveryRecord } from '../../src/delivery/ledger.ts';
import { summarise } from '../../src/delivery/summary.ts';
import type { Outcome } from '../../src/delivery/transport.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openStore, type Store } from '../../src/store/sqlite/open-store.ts';
import { settleFromEvents } from '../../src/store/sqlite/settle.ts';
import { readSesEvents } from '../../src/transport/ses-events.ts';
import { collect, fill, machine, plannedSend, scratchFolder, sumsOf } from '../delivery/fixtures.ts';
import { messageIdOf, sesEvent, type SesType } from '../transport/ses-event-samples.ts';

const DOUBT: Outcome = { state: 'in-doubt', reason: 'the answer was lost' };
const DEFERRED: Outcome = { state: 'deferred', reason: 'no connection' };
const HELD: Outcome = { state: 'held', reason: 'too fast', cause: 'rate' };
const REJECTED: Outcome = { state: 'rejected', reason: 'not an address' };
const TAKEN: Outcome = { state: 'accepted', messageId: 'from-the-call' };

interface Sent {
  readonly store: Store;
  readonly file: string;
  readonly send: string;
}

/** What came of each reader's attempts, in turn; null for one whose outcome was never written. */
type Fates = readonly (readonly (Outcome | null)[])[];

/** A send with these fates; the attempts of its readers are numbered in turns, as they were made. */
async function sent(fates: Fates, end: 'released' | 'crashed' = 'released'): Promise<Sent> {
  const file = join(scratchFolder(), 'courant.db');
  const store = await openStore(file, machine({ now: () => 1000 }));
  await fill(store, fates.length);
  const send = await plannedSend(store, { transport: 'ses' });
  const acquired = await store.ledger.acquire(send);
  if (acquired.kind !== 'pass') throw new Error('not acquired');
  const { pass } = acquired;
  const recipients = await store.ledger.pending(pass, 5000);
  for (let turn = 0; turn < Math.max(...fates.map((of) => of.length)); turn += 1) {
    const theirs = recipients.filter(({ place }) => turn < (fates[place - 1]?.length ?? 0));
    const again = theirs.map((one) => ({ ...one, attempts: turn }));
    const { attempts } = await store.ledger.recordAttempts(pass, again);
    const outcomes = attempts.flatMap(({ attempt, recipient }) => {
      const outcome = fates[recipient.place - 1]?.[turn];
      return outcome === null || outcome === undefined ? [] : [{ attempt, outcome }];
    });
    await store.ledger.recordOutcomes(pass, outcomes);
  }
  if (end === 'released') await store.ledger.release(pass);
  return { store, file, send };
}

function summariseSend<T>(record: T | null): T {
  if (record === null) throw new Error('the send is gone');
  return record;
}

type Told = readonly (readonly [type: SesType, attempt: number, reader: number, part?: object])[];

function eventsOf({ send }: Sent, told: Told): readonly unknown[] {
  return told.map(([type, attempt, reader, part = {}]) =>
    sesEvent(type, { send, attempt, address: `reader${reader}@example.org`, part }),
  );
}

function importAll({ store }: Sent, events: readonly unknown[]): Promise<EventsReport> {
  return importEvents(readSesEvents(once(events.map((event) => JSON.stringify(event)).join('\n'))), store.events);
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** `accepted delivered`: the state of each reader's delivery, and its event. */
async function states({ store, send }: Sent): Promise<readonly string[]> {
  return (await collect(store.ledger.deliveries(send))).map(({ state, event }: DeliveryRecord) =>
    event === null ? state : `${state} ${event}`,
  );
}

async function stateOf({ store, send }: Sent): Promise<string> {
  const record = summariseSend(await store.ledger.find(send));
  expect(sumsOf(summarise(record))).toEqual([true, true]);
  return record.state;
}

describe('settling', () => {
  const types: readonly SesType[] = ['Send', 'Delivery', 'DeliveryDelay', 'Bounce', 'Complaint', 'Open', 'Click'];
  test.each(types)('%s proves that SES took the call', async (type) => {
    const it = await sent([[DOUBT]]);
    expect(await stateOf(it)).toBe('unsettled');
    const [event] = eventsOf(it, [[type, 1, 1]]);
    const counts = {
      events: 1,
      recorded: 1,
      duplicate: 0,
      settled: 1,
      unknown: 0,
      skipped: 0,
      rejected: [],
      unlisted: 0,
    };
    expect(await importAll(it, [event])).toEqual(counts);
    expect(await collect(it.store.ledger.deliveries(it.send))).toMatchObject([
      { state: 'accepted', messageId: messageIdOf(1), reason: null, attempts: 1 },
    ]);
    expect(await stateOf(it)).toBe('finished');
    expect(await importAll(it, [event])).toEqual({ ...counts, recorded: 0, duplicate: 1, settled: 0 });
  });

  test('Reject says that SES took the call and sent nothing, whatever else came first', async () => {
    for (const told of [['Reject'], ['Send', 'Reject'], ['Reject', 'Send']] as const) {
      const it = await sent([[DOUBT], [TAKEN]]);
      for (const type of told)
        await importAll(
          it,
          eventsOf(it, [
            [type, 1, 1],
            [type, 2, 2],
          ]),
        );
      expect(await states(it)).toEqual(['rejected', 'rejected']);
      const [first] = await collect(it.store.ledger.deliveries(it.send));
      expect(first?.reason).toBe('SES refused the message after it took the call: Bad content');
      expect(await stateOf(it)).toBe('finished');
    }
  });

  test.each<[string, Fates[number], Told, string]>([
    ['accepted already', [TAKEN], [['Send', 1, 1]], 'accepted'],
    ['rejected by the call, yet SES had it', [REJECTED], [['Delivery', 1, 1]], 'accepted delivered'],
    ['rejected twice', [REJECTED], [['Reject', 1, 1]], 'rejected'],
    ['deferred, yet SES had it: not sent again', [DEFERRED], [['Send', 1, 1]], 'accepted'],
    ['held, yet SES had it', [HELD], [['Send', 1, 1]], 'accepted'],
    ['nothing is written of an attempt in flight', [null], [['Delivery', 1, 1]], 'pending delivered'],
    ['nor of a later one', [DOUBT, null], [['Delivery', 1, 1]], 'pending delivered'],
    ['a later attempt that was accepted stays so', [DOUBT, TAKEN], [['Reject', 1, 1]], 'accepted'],
    ['a refusal of an earlier attempt says nothing of a later one', [DOUBT, DOUBT], [['Reject', 1, 1]], 'in-doubt'],
    ['a later attempt that waits need not be made', [DOUBT, DEFERRED], [['Send', 1, 1]], 'accepted'],
    ['nor one in doubt be asked about', [DOUBT, DOUBT], [['Send', 1, 1]], 'accepted'],
    [
      'both attempts taken, one refused',
      [DOUBT, DOUBT],
      [
        ['Send', 1, 1],
        ['Reject', 2, 1],
      ],
      'accepted',
    ],
  ])('%s', async (_, fates, told, state) => {
    const it = await sent([fates], fates.at(-1) === null ? 'crashed' : 'released');
    await importAll(it, eventsOf(it, told));
    expect(await states(it)).toEqual([state]);
    await stateOf(it);
  });

  test('what an editor gave up stays so', async () => {
    const it = await sent([[DOUBT]]);
    expect(await it.store.ledger.giveUp(it.send)).toBe(1);
    expect(await importAll(it, eventsOf(it, [['Delivery', 1, 1]]))).toMatchObject({ recorded: 1, settled: 0 });
    expect(await states(it)).toEqual(['given-up delivered']);
    expect(await stateOf(it)).toBe('finished');
  });

  test('who was suppressed before a second attempt stays so', async () => {
    const it = await sent([[DEFERRED]]);
    await it.store.subscribers.suppress({
      key: 'reader1@example.org',
      list: null,
      reason: 'unsubscribe',
      source: null,
    });
    const acquired = await it.store.ledger.acquire(it.send);
    if (acquired.kind !== 'pass') throw new Error('not acquired');
    const again = await it.store.ledger.waiting(acquired.pass, 'deferred', { after: 0, limit: 10 });
    await it.store.ledger.recordAttempts(acquired.pass, again);
    await importAll(it, eventsOf(it, [['Delivery', 1, 1]]));
    expect(await states(it)).toEqual(['suppressed delivered']);
    await stateOf(it);
  });

  test('a send with others in doubt, deferred or pending isn’t finished by it', async () => {
    const doubtful = await sent([[DOUBT], [DOUBT]]);
    await importAll(doubtful, eventsOf(doubtful, [['Send', 1, 1]]));
    expect([await stateOf(doubtful), await states(doubtful)]).toEqual(['unsettled', ['accepted', 'in-doubt']]);
    const deferred = await sent([[DOUBT], [DEFERRED]]);
    await importAll(deferred, eventsOf(deferred, [['Send', 1, 1]]));
    expect(await stateOf(deferred)).toBe('unsettled');
    const stopped = await sent([[DOUBT], []]);
    await importAll(stopped, eventsOf(stopped, [['Send', 1, 1]]));
    expect([await stateOf(stopped), await states(stopped)]).toEqual(['stopped', ['accepted', 'pending']]);
  });

  test('what was imported before its outcome was written is settled by recovery', async () => {
    const it = await sent([[null], [null], [null], [null]], 'crashed');
    const told: Told = [
      ['Send', 1, 1],
      ['Send', 2, 2],
      ['Reject', 2, 2],
      ['Open', 3, 3],
    ];
    expect(await importAll(it, eventsOf(it, told))).toMatchObject({ recorded: 4, settled: 0 });
    const database = openDatabase(it.file);
    database.run(`INSERT INTO outcome (send, place, attempt, state, reason, at) SELECT send, place, id,
      CASE id WHEN 3 THEN 'accepted' ELSE 'in-doubt' END, 'the program ended', 1 FROM attempt`);
    expect(database.transaction(() => settleFromEvents(database, 1))).toBe(2);
    expect(database.transaction(() => settleFromEvents(database, 1))).toBe(0);
    expect(database.transaction(() => settleFromEvents(database, 2))).toBe(0);
    database.close();
    expect(await states(it)).toEqual(['accepted', 'rejected', 'accepted', 'in-doubt']);
  });

  test('an import that was cut off between event and outcome is made up for by the next', async () => {
    const it = await sent([[null]], 'crashed');
    const events = eventsOf(it, [['Send', 1, 1]]);
    await importAll(it, events);
    const database = openDatabase(it.file);
    database.run(`INSERT INTO outcome (send, place, attempt, state, at) VALUES (1, 1, 1, 'in-doubt', 1)`);
    database.close();
    expect(await importAll(it, events)).toMatchObject({ recorded: 0, duplicate: 1, settled: 1 });
    expect(await states(it)).toEqual(['accepted']);
  });
});

describe('what SES said', () => {
  test('the strongest word on a delivery is shown, of all its attempts', async () => {
    const it = await sent([[TAKEN], [TAKEN], [TAKEN], [TAKEN], [TAKEN], [TAKEN], [DOUBT], [TAKEN]]);
    const told: Told = [
      ['Delivery', 1, 1],
      ['Complaint', 2, 2],
      ['Bounce', 2, 2],
      ['Delivery', 2, 2],
      ['Bounce', 3, 3],
      ['Delivery', 3, 3],
      ['Delivery', 4, 4],
      ['Bounce', 4, 4, { bounceType: 'Transient', bouncedRecipients: [] }],
      ['DeliveryDelay', 5, 5],
      ['Open', 6, 6],
      ['Delivery', 7, 7],
      ['Complaint', 8, 8, { complaintFeedbackType: 'not-spam' }],
    ];
    await importAll(it, eventsOf(it, told));
    const expected = ['delivered', 'complained', 'bounced', 'delivered', null, null, 'delivered', null];
    expect(await states(it)).toEqual(expected.map((event) => (event === null ? 'accepted' : `accepted ${event}`)));
    const dossier = await it.store.subscribers.dossier('reader2@example.org');
    expect(dossier?.deliveries).toMatchObject([{ state: 'accepted', event: 'complained' }]);
  });

  test('tags must agree with the store, and the recipient with the delivery', async () => {
    const it = await sent([[DOUBT], [DOUBT], [DOUBT]]);
    const other = { ...it, send: '20260101-000000-zzzz' };
    const strangers = [
      ...eventsOf(it, [
        ['Send', 4, 1],
        ['Send', 2, 1],
        ['Send', 999_999_999_999_999, 1],
      ]),
      ...eventsOf(other, [['Send', 1, 1]]),
      { eventType: 'Send', mail: { messageId: 'm', timestamp: '2026-11-24T08:00:00Z' } },
    ];
    expect(await importAll(it, strangers)).toMatchObject({ events: 5, recorded: 0, unknown: 5, settled: 0 });
    expect(await states(it)).toEqual(['in-doubt', 'in-doubt', 'in-doubt']);
    const capitals = sesEvent('Delivery', { send: it.send, attempt: 1, address: 'READER1@Example.ORG' });
    expect(await importAll(it, [capitals])).toMatchObject({ recorded: 1, settled: 1 });
  });

  test('of the erased the tags have to do, and nothing brings their address back', async () => {
    const it = await sent([[DOUBT]]);
    await it.store.subscribers.erase('reader1@example.org');
    expect(
      await importAll(
        it,
        eventsOf(it, [
          ['Bounce', 1, 1],
          ['Send', 1, 1],
        ]),
      ),
    ).toMatchObject({ recorded: 2, settled: 1 });
    expect(await states(it)).toEqual(['accepted bounced']);
    const database = openDatabase(it.file);
    const rows = ['event', 'outcome', 'subscriber'].map((table) => database.all(`SELECT * FROM ${table}`));
    database.close();
    expect(JSON.stringify(rows)).not.toContain('reader1');
    expect(rows[0]).toHaveLength(2);
  });

  test('the database keeps every event as it came', async () => {
    const it = await sent([[TAKEN]]);
    await importAll(it, eventsOf(it, [['Delivery', 1, 1]]));
    const database = openDatabase(it.file);
    expect(() => database.run('UPDATE event SET at = 1')).toThrow('events are only added');
    expect(() => database.run('DELETE FROM event')).toThrow('events are only added');
    expect({
      ...database.one('SELECT attempt, kind, message_id, detail, at, seen_at FROM event'),
      _metadata: null,
    }).toEqual({
      _metadata: null,
      attempt: 1,
      kind: 'delivered',
      message_id: messageIdOf(1),
      detail: null,
      at: Date.parse('2026-11-24T08:00:03.411Z'),
      seen_at: 1000,
    });
    database.close();
  });
});

test('any order, any doubling and any cut into imports give the same store', async () => {
  const fates: Fates = [[DOUBT], [DOUBT], [TAKEN], [DEFERRED, DOUBT], [DOUBT, TAKEN], [DOUBT], [HELD], [null], [DOUBT]];
  const told: Told = [
    ...(['Send', 'Delivery', 'Complaint'] as const).map((type) => [type, 1, 1] as const),
    ...(['Send', 'Reject'] as const).map((type) => [type, 2, 2] as const),
    ...(['Send', 'DeliveryDelay', 'Delivery', 'Open', 'Click'] as const).map((type) => [type, 3, 3] as const),
    ['Send', 4, 4],
    ['Reject', 10, 4],
    ['Bounce', 5, 5],
    ['Reject', 11, 5],
    ['Reject', 6, 6],
    ['Send', 7, 7],
    ['Delivery', 8, 8],
    ['Send', 1, 2],
  ];
  const expected = [
    'accepted complained',
    'rejected',
    'accepted delivered',
    'accepted',
    'accepted bounced',
    'rejected',
    'accepted',
    'pending delivered',
    'in-doubt',
  ];
  const order = fc.array(fc.nat({ max: told.length - 1 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(order, fc.integer(), fc.integer({ min: 1, max: 40 }), async (doubled, seed, cut) => {
      const it = await sent(fates, 'crashed');
      const [shuffled = []] = fc.sample(
        fc.shuffledSubarray([...told.keys(), ...doubled], { minLength: told.length + doubled.length }),
        {
          seed,
          numRuns: 1,
        },
      );
      const events = eventsOf(
        it,
        shuffled.flatMap((index) => told.slice(index, index + 1)),
      );
      let recorded = 0;
      for (let at = 0; at < events.length; at += cut)
        recorded += (await importAll(it, events.slice(at, at + cut))).recorded;
      expect(recorded).toBe(told.length - 1);
      expect(await states(it)).toEqual(expected);
      await it.store.close();
    }),
    { seed: 20261124, numRuns: 40 },
  );
});

test('ten thousand lines, twice', async () => {
  const readers = 2500;
  const it = await sent(Array.from({ length: readers }, (_, index) => [index % 10 === 0 ? DOUBT : TAKEN]));
  const types = ['Send', 'Delivery', 'Open', 'Click'] as const;
  const told = types.flatMap((type) =>
    Array.from({ length: readers }, (_, index) => [type, index + 1, index + 1] as const),
  );
  const events = eventsOf(it, told);
  expect(await importAll(it, events)).toMatchObject({ events: 10_000, recorded: 10_000, settled: 250 });
  expect(await importAll(it, events)).toMatchObject({ events: 10_000, recorded: 0, duplicate: 10_000, settled: 0 });
  expect(await stateOf(it)).toBe('finished');
});
