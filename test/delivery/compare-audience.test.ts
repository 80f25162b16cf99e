import { expect, test } from 'vitest';
import { type AudienceShape, compareAudience, type PreviousAudience } from '../../src/delivery/compare-audience.ts';

const previous = (reach: number, domains: Record<string, number> = {}): PreviousAudience => ({
  send: 's',
  createdAt: 0,
  reach,
  domains: counted(domains),
});
const planned = (members: number, changes: Partial<AudienceShape> = {}): AudienceShape => ({
  members,
  suppressed: 0,
  joined: 0,
  domains: [],
  ...changes,
});
const counted = (domains: Record<string, number>): AudienceShape['domains'] =>
  Object.entries(domains).map(([domain, count]) => ({ domain, count }));

test.each<[what: string, before: PreviousAudience | null, now: AudienceShape, kinds: readonly string[]]>([
  ['a first send', null, planned(1_000_000), []],
  ['after a send to nobody', previous(0), planned(5), []],
  ['not quite three times', previous(100), planned(299), []],
  ['three times', previous(100), planned(300), ['larger']],
  ['three times, but the rest is suppressed', previous(100), planned(300, { suppressed: 1 }), []],
  ['not quite down to a third', previous(300), planned(101), []],
  ['down to a third', previous(300), planned(100), ['smaller']],
  [
    'a domain twice as strong',
    previous(100, { 'a.example': 10 }),
    planned(100, { domains: counted({ 'a.example': 20 }) }),
    ['domain'],
  ],
  ['but under a fifth', previous(100, { 'a.example': 5 }), planned(100, { domains: counted({ 'a.example': 19 }) }), []],
  [
    'and not quite twice',
    previous(100, { 'a.example': 30 }),
    planned(100, { domains: counted({ 'a.example': 59 }) }),
    [],
  ],
  ['a new domain', previous(100), planned(100, { domains: counted({ 'b.example': 20 }) }), ['domain']],
  ['few readers say nothing', previous(5), planned(9, { joined: 9, domains: counted({ 'b.example': 9 }) }), []],
  ['half of them new', previous(100), planned(100, { joined: 50 }), ['new']],
  ['not quite half', previous(100), planned(100, { joined: 49 }), []],
])('%s', (_, before, now, kinds) => {
  expect(compareAudience(before, now).map(({ kind }) => kind)).toEqual(kinds);
});
