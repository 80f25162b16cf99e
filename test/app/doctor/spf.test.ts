import { expect, test } from 'vitest';
import { readSpf } from '../../../src/app/doctor/spf.ts';
import { fakeDns, type Zone } from './fake-dns.ts';

const SES = { 'amazonses.com TXT': ['v=spf1 ip4:199.255.192.0/22 -all'] };

/** A chain of includes, each in the record of the one before. */
function chain(links: number): Zone {
  const zone: Record<string, readonly string[]> = { 'example.org TXT': ['v=spf1 include:spf1.example.org ~all'] };
  for (let link = 1; link <= links; link += 1) {
    const next = link === links ? '' : `include:spf${link + 1}.example.org `;
    zone[`spf${link}.example.org TXT`] = [`v=spf1 ${next}-all`];
  }
  return zone;
}

const READ: readonly (readonly [name: string, zone: Zone, expected: object])[] = [
  ['nothing there', {}, { kind: 'none' }],
  ['other TXT records only', { 'example.org TXT': ['google-site-verification=x', 'v=spf10 -all'] }, { kind: 'none' }],
  [
    'an include',
    { ...SES, 'example.org TXT': ['v=spf1 include:amazonses.com ~all'] },
    { kind: 'record', lookups: 1, others: '~', includes: new Set(['amazonses.com']) },
  ],
  [
    'an include of an include',
    {
      ...SES,
      'example.org TXT': ['V=SPF1 a mx include:_spf.example.net -all'],
      '_spf.example.net TXT': ['v=spf1 Include:amazonses.com ?all'],
    },
    { kind: 'record', lookups: 4, others: '-', includes: new Set(['_spf.example.net', 'amazonses.com']) },
  ],
  [
    'an include that keeps out',
    { ...SES, 'example.org TXT': ['v=spf1 -include:amazonses.com +all'] },
    { kind: 'record', others: '+', includes: new Set() },
  ],
  [
    'an include inside one that keeps out',
    {
      ...SES,
      'example.org TXT': ['v=spf1 ~include:_spf.example.net -all'],
      '_spf.example.net TXT': ['v=spf1 include:amazonses.com -all'],
    },
    { kind: 'record', includes: new Set() },
  ],
  [
    'an include after all',
    { ...SES, 'example.org TXT': ['v=spf1 -all include:amazonses.com'] },
    { lookups: 0, includes: new Set() },
  ],
  ['a bare all', { 'example.org TXT': ['v=spf1 all'] }, { kind: 'record', others: '+' }],
  ['no all', { 'example.org TXT': ['v=spf1 ip4:192.0.2.1'] }, { kind: 'record', others: '?', lookups: 0 }],
  [
    'a redirect',
    { 'example.org TXT': ['v=spf1 redirect=example.net'], 'example.net TXT': ['v=spf1 mx -all'] },
    { kind: 'record', record: 'v=spf1 redirect=example.net', others: '-', lookups: 2 },
  ],
  [
    'a macro',
    { 'example.org TXT': ['v=spf1 exists:%{i}.example.net include:%{d}.example.net -all'] },
    { lookups: 2, others: '-' },
  ],
  [
    'two records',
    { 'example.org TXT': ['v=spf1 -all', 'v=spf1 mx -all'] },
    { kind: 'broken', reason: expect.stringMatching(/2 SPF records/) as unknown },
  ],
  [
    'two records of an include',
    { 'example.org TXT': ['v=spf1 include:example.net -all'], 'example.net TXT': ['v=spf1 -all', 'v=spf1 a -all'] },
    { kind: 'broken', reason: expect.stringMatching(/example\.net has 2/) as unknown },
  ],
  [
    'an include of nothing',
    { 'example.org TXT': ['v=spf1 include:gone.example.net -all'] },
    { kind: 'broken', reason: expect.stringMatching(/gone\.example\.net, which has no SPF record/) as unknown },
  ],
  [
    'a typo',
    { 'example.org TXT': ['v=spf1 inlcude:amazonses.com -all'] },
    { kind: 'broken', reason: expect.stringMatching(/“inlcude:amazonses\.com”/) as unknown },
  ],
  ['an include of no domain', { 'example.org TXT': ['v=spf1 include: -all'] }, { kind: 'broken' }],
  [
    'an include of itself',
    { 'example.org TXT': ['v=spf1 include:example.org -all'] },
    { kind: 'broken', reason: expect.stringMatching(/more than 10/) as unknown },
  ],
  ['ten questions', chain(10), { kind: 'record', lookups: 10 }],
  ['eleven questions', chain(11), { kind: 'broken', reason: expect.stringMatching(/more than 10/) as unknown }],
  [
    'eleven mechanisms',
    { 'example.org TXT': [`v=spf1 ${'a '.repeat(11)}-all`] },
    { kind: 'broken', reason: expect.stringMatching(/more than 10/) as unknown },
  ],
  ['no answer', { 'example.org TXT': 'time-out' }, { kind: 'unknown' }],
  [
    'no answer for an include',
    { 'example.org TXT': ['v=spf1 include:example.net -all'], 'example.net TXT': 'no-server' },
    { kind: 'unknown' },
  ],
  [
    'hostile bytes',
    { 'example.org TXT': ['v=spf1 \u001b[2J\u0000\u202e -all'] },
    { kind: 'broken', reason: 'it holds “␛[2J␀<U+202E>”, which SPF doesn’t know' },
  ],
];

test.each(READ)('%s', async (_name, zone, expected) => {
  expect(await readSpf('example.org', fakeDns(zone))).toMatchObject(expected);
});

test('a record without end costs no more questions than a receiver asks', async () => {
  const dns = fakeDns({ 'example.org TXT': [`v=spf1 ${'include:example.org '.repeat(5000)}-all`] });
  expect(await readSpf('example.org', dns)).toMatchObject({ kind: 'broken' });
  expect(dns.asked.length).toBeLessThanOrEqual(11);
});
