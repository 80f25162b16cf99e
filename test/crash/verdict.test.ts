import { describe, expect, test } from 'vitest';
import type { DeliveryRecord, SendRecord } from '../../src/delivery/ledger.ts';
import type { AcceptedMessage } from '../ses-stand-in/stand-in.ts';
import { BROKEN_OFF, type Evidence, judge, judgeEvents } from './verdict.ts';

const SEND = '20261124-060000-x7k2';

function delivery(address: string, state: DeliveryRecord['state'], reason: string | null = null): DeliveryRecord {
  const messageId = state === 'accepted' ? `id-${address}` : null;
  return { address, state, event: null, attempts: 1, messageId, reason };
}

function message(to: string, at = 1000): AcceptedMessage {
  return { messageId: `id-${to}`, to, tags: { 'courant-send': SEND }, at, bytes: 100 };
}

const DELIVERIES = [
  delivery('ana', 'accepted'),
  delivery('ben', 'rejected'),
  delivery('cem', 'in-doubt', BROKEN_OFF),
  delivery('dia', 'in-doubt', 'ECONNRESET'),
];
const COUNTS = { planned: 4, accepted: 1, rejected: 1, deferred: 0, inDoubt: 2, givenUp: 0, pending: 0 };
const RECORD: SendRecord = {
  send: SEND,
  issue: { id: 'one', name: 'one' },
  correction: 0,
  corrects: null,
  list: 'daily',
  segment: null,
  transport: 'ses',
  timing: { notBefore: null, window: null },
  state: 'unsettled',
  createdAt: 0,
  editions: [],
  audience: 4,
  suppressed: 0,
  alreadySent: 0,
  counts: COUNTS,
  activeTime: 1,
};
const TRUE: Evidence = {
  readers: new Set(['ana', 'ben', 'cem', 'dia']),
  send: RECORD,
  deliveries: DELIVERIES,
  accepted: [message('ana'), message('dia')],
  refused: ['ben'],
  inFlight: [0, 1],
  ambiguous: 1,
  unseen: 0,
  left: new Map(),
  news: 'at-the-end',
};

/** The first of them is another. */
function instead(...changed: readonly DeliveryRecord[]): readonly DeliveryRecord[] {
  const addresses = new Set(changed.map(({ address }) => address));
  return [...changed, ...DELIVERIES.filter(({ address }) => !addresses.has(address))];
}

describe('judge', () => {
  test('an account that is exact', () => {
    expect(judge(TRUE)).toEqual({
      doubled: 0,
      lost: 0,
      misjudged: 0,
      inDoubt: { byKills: 1, byFaults: 1 },
      problems: [],
    });
  });

  test.each<[what: string, changes: Partial<Evidence>, problem: string]>([
    ['a mail twice', { accepted: [message('ana'), message('dia'), message('dia')] }, 'doubled: dia'],
    ['called accepted, and nothing came', { accepted: [message('dia')] }, 'the ledger is wrong about ana (accepted)'],
    [
      'accepted under another id',
      { accepted: [{ ...message('ana'), messageId: 'other' }] },
      'the ledger is wrong about ana (accepted)',
    ],
    [
      'called rejected, and it came',
      { accepted: [message('ana'), message('ben')] },
      'the ledger is wrong about ben (rejected)',
    ],
    ['rejected, and nobody said no', { refused: [] }, 'rejected, and nobody refused them: ben (rejected)'],
    ['forgotten', { deliveries: instead(delivery('cem', 'pending')) }, 'the ledger is wrong about cem (pending)'],
    ['missing', { deliveries: DELIVERIES.slice(1) }, 'the ledger does not list each reader once'],
    ['a stranger', { accepted: [message('ana'), message('eve')] }, 'somebody got it who is no reader'],
    ['more in doubt than a kill left', { inFlight: [] }, '1 are in doubt since the kills, at which 0 were in flight'],
    ['fewer in doubt than a kill left', { inFlight: [2] }, '1 are in doubt since the kills, at which 2 were in flight'],
    ['more in doubt than faults', { ambiguous: 0 }, '1 in doubt by 0 + 0 faults'],
    ['too many in flight', { inFlight: [65], news: 'between' }, 'in flight at the kills: 65'],
    ['a mail after they had left', { left: new Map([['dia', 999]]) }, 'sent to after they had left: dia'],
    ['a sum that fails', { send: { ...RECORD, suppressed: 1 } }, 'audience is not suppressed + already sent + planned'],
  ])('%s', (_, changes, problem) => {
    expect(judge({ ...TRUE, ...changes }).problems).toContain(problem);
  });

  test('who left in time may be suppressed, and nobody else', () => {
    const suppressed = instead({ ...delivery('ana', 'suppressed'), messageId: null });
    const send = { ...RECORD, suppressed: 1, counts: { ...COUNTS, planned: 3, accepted: 0 } };
    const evidence = { ...TRUE, deliveries: suppressed, send, accepted: [message('dia')] };
    expect(judge({ ...evidence, left: new Map([['ana', 1]]) }).problems).toEqual([]);
    expect(judge(evidence).problems).toEqual(['the ledger is wrong about ana (suppressed)']);
  });
});

describe('judgeEvents', () => {
  const heard = new Set(['ana', 'dia']);
  const accepted = [message('ana'), message('dia')];
  const settled = DELIVERIES.map((one) => (one.address === 'dia' ? delivery('dia', 'accepted') : one));

  test.each<[what: string, after: readonly DeliveryRecord[], problem: string | undefined]>([
    ['who was heard of is accepted', settled, undefined],
    ['an event that was ignored', DELIVERIES, 'after the events: dia (in-doubt) became in-doubt'],
    [
      'settled without an event',
      settled.map((one) => (one.address === 'cem' ? delivery('cem', 'accepted') : one)),
      'after the events: cem (in-doubt) became accepted',
    ],
  ])('%s', (_, after, problem) => {
    expect(judgeEvents({ before: DELIVERIES, after, heard, accepted })[0]).toBe(problem);
  });
});
