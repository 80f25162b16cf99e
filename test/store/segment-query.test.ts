import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inSegment, type SubscriberFacts } from '../../src/audience/segment.ts';
import { segmentTest } from '../../src/audience/segment-test.ts';
import type { FieldValue } from '../../src/audience/subscriber.ts';
import { carryOut } from '../../src/delivery/carry-out.ts';
import type { Where } from '../../src/publication/schema/segment.ts';
import type { Store } from '../../src/store/sqlite/open-store.ts';
import {
  accepted,
  clock,
  collect,
  machine,
  personalise,
  plannedSend,
  recording,
  row,
  scratchStore,
} from '../delivery/fixtures.ts';

const RUNS = 1200;
const SEED = 20261124;
const PEOPLE = 60;
const MOMENT = { today: '2026-03-31', timeZone: 'Europe/Lisbon' };
const FIELDS = ['text', 'number', 'day', 'flag', 'constructor'] as const;
const LISTS = ['daily', 'weekly', '港'] as const;
const ISSUES = ['2026-03-01-daily', '01K5', '星期一'] as const;
const DAYS = ['2026-03-01', '2026-03-30', '2026-03-31', '1999-12-31', '2026-04-01'] as const;

/** Values that are alike in one place and not in another: case, numbers as text, NUL, quotes, characters beyond the BMP. */
const VALUES: readonly FieldValue[] = [
  'PT',
  'pt',
  'Pt ',
  '1',
  '1.0',
  '01',
  'true',
  '"PT"',
  "O'Neil; --",
  '李雷',
  'é',
  'é',
  '😀',
  '',
  'a\0b',
  '\ud800',
  'zh',
  'zh-Hans',
  'zh-Hant-TW',
  'zhx',
  'fil',
  'fi',
  'null',
  '[]',
  '%',
  '_',
  '1e+21',
  '-0',
  'NaN',
  ...DAYS,
  0,
  1,
  1.5,
  -1,
  1e21,
  1e-7,
  0.1,
  0x20000000000000,
  0xab54a98ceb1f0800,
  true,
  false,
];

const value = fc.constantFrom(...VALUES);
const day = fc.constantFrom(...DAYS, 'today', 'yesterday', '30 days ago', '1 month ago', '2 weeks ago', '3 years ago');
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

function operators<T extends FieldValue>(
  values: fc.Arbitrary<T>,
  days: fc.Arbitrary<string>,
): fc.Arbitrary<Where[string]> {
  return fc.oneof(
    values,
    fc.record({ in: optional(fc.array(values, { minLength: 1, maxLength: 4 })), exists: optional(fc.boolean()) }),
    fc.record({ not: optional(fc.oneof(values, fc.array(values, { minLength: 1, maxLength: 3 }))) }),
    fc.record({ before: optional(days), after: optional(days) }),
  );
}

const leaf: fc.Arbitrary<Where> = fc.oneof(
  fc.tuple(fc.constantFrom(...FIELDS), operators(value, day)).map(([field, condition]) => ({ [field]: condition })),
  operators(fc.constantFrom('zh', 'zh-Hans', 'ZH-hans', 'fi', 'pt', 'english'), day).map((language) => ({ language })),
  fc.constantFrom(...LISTS, 'nothing').map((list) => ({ list })),
  fc.array(fc.constantFrom(...LISTS), { minLength: 1 }).map((not) => ({ list: { not } })),
  operators(fc.constantFrom(...ISSUES, 'none'), day).map((received) => ({ received })),
  fc
    .tuple(fc.array(fc.constantFrom(...ISSUES), { minLength: 1 }), day)
    .map(([issues, after]) => ({ received: { in: issues, after } })),
);

const where: fc.Arbitrary<Where> = fc.letrec<{ where: Where }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })),
    fc.array(tie('where'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('where'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('where').map((not) => ({ not })),
  ),
})).where;

const fieldsOf = fc.record(
  {
    text: value,
    number: value,
    day: value,
    flag: value,
    constructor: value,
    language: fc.constantFrom('zh', 'zh-Hans', 'zh-Hant', 'fi', 'fil'),
  },
  { requiredKeys: [] },
);

interface World {
  readonly store: Store;
  readonly facts: ReadonlyMap<number, SubscriberFacts>;
}

/** People on all lists or some, with any fields, of whom each issue reached a third. */
async function makeWorld(): Promise<World> {
  let now = Date.parse('2026-03-01T10:00Z');
  const store = await scratchStore(machine({ now: () => now }));
  const people = fc.sample(fc.tuple(fieldsOf, fc.subarray(LISTS.slice(1))), { seed: SEED, numRuns: PEOPLE });
  await store.subscribers.importRows([
    people.map(([fields, lists], index) =>
      row(`r${index}@example.org`, { fields: { ...fields }, lists: ['daily', ...lists] }),
    ),
  ]);
  for (const [index, id] of ISSUES.entries()) {
    now = Date.parse(['2026-03-01T10:00Z', '2026-03-29T23:30Z', '2026-03-31T09:00Z'][index] ?? '');
    const send = await plannedSend(store, { issue: { id, name: `named-${id}` } });
    const transport = recording((address, call) =>
      call % 3 === index ? accepted(address) : { state: 'rejected', reason: 'no' },
    );
    await carryOut(send, { ledger: store.ledger, transport, clock }, { personalise });
  }
  const facts = new Map<number, SubscriberFacts>();
  for (const [index] of people.entries()) {
    const dossier = await store.subscribers.dossier(`r${index}@example.org`);
    const known = await store.subscribers.find(`r${index}@example.org`);
    const received = (dossier?.deliveries ?? []).filter(({ state }) => state === 'accepted');
    facts.set(known?.id ?? 0, {
      fields: dossier?.subscriber?.fields ?? {},
      lists: (dossier?.lists ?? []).map(({ list }) => list),
      received: received.map(({ issue, issueName, at }) => ({ issue, name: issueName, at })),
    });
  }
  return { store, facts };
}

test('the database picks the people whom the predicate picks', async () => {
  const { store, facts } = await makeWorld();
  const sizes = new Set<number>();
  await fc.assert(
    fc.asyncProperty(where, async (conditions) => {
      const only = segmentTest(conditions, MOMENT);
      const members = await collect(
        store.subscribers.audience({ list: 'daily', only, segments: new Map([['it', only]]) }),
      );
      const wanted = [...facts].filter(([, one]) => inSegment(only, one)).map(([id]) => id);
      sizes.add(wanted.length);
      expect(members.map(({ id }) => id)).toEqual(wanted);
      expect(members.every(({ segments }) => segments[0] === 'it')).toBe(true);
      expect((await store.subscribers.shape({ list: 'daily', only }, 0)).members).toBe(wanted.length);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  // The gate looked: conditions picked nobody, everybody, and many numbers between.
  expect(sizes.size).toBeGreaterThan(30);
  expect(sizes.has(0) && sizes.has(PEOPLE)).toBe(true);
}, 60_000);
