import { expect, test } from 'vitest';
import { findDmarc } from '../../../src/app/doctor/dmarc.ts';
import { fakeDns, type Zone } from './fake-dns.ts';

const policy = (domain: string, wanted: string, changes: object = {}): object => ({
  kind: 'policy',
  policy: {
    domain,
    policy: wanted,
    dkimAlignment: 'relaxed',
    spfAlignment: 'relaxed',
    reports: 'not-asked-for',
    ...changes,
  },
});

const FOUND: readonly (readonly [name: string, domain: string, zone: Zone, expected: object])[] = [
  ['nothing', 'example.org', {}, { kind: 'none' }],
  ['its own', 'example.org', { '_dmarc.example.org TXT': ['v=DMARC1; p=reject'] }, policy('example.org', 'reject')],
  [
    'every tag',
    'example.org',
    { '_dmarc.example.org TXT': ['v=DMARC1;p=quarantine;sp=none;adkim=s;aspf=S;rua=mailto:d@example.org;pct=5'] },
    policy('example.org', 'quarantine', { dkimAlignment: 'strict', spfAlignment: 'strict', reports: 'asked-for' }),
  ],
  [
    'spaces, capitals, no end',
    'example.org',
    { '_dmarc.example.org TXT': ['v = DMARC1 ; P = Reject ;;; '] },
    policy('example.org', 'reject'),
  ],
  [
    'a record of its domain',
    'news.example.org',
    { '_dmarc.example.org TXT': ['v=DMARC1; p=reject'] },
    policy('example.org', 'reject'),
  ],
  [
    'the policy for subdomains',
    'news.example.org',
    { '_dmarc.example.org TXT': ['v=DMARC1; p=reject; sp=none'] },
    policy('example.org', 'none'),
  ],
  [
    'its own before that of its domain',
    'news.example.org',
    { '_dmarc.news.example.org TXT': ['v=DMARC1; p=none'], '_dmarc.example.org TXT': ['v=DMARC1; p=reject'] },
    policy('news.example.org', 'none'),
  ],
  [
    'the highest above it',
    'a.b.example.org',
    { '_dmarc.b.example.org TXT': ['v=DMARC1; p=none'], '_dmarc.example.org TXT': ['v=DMARC1; p=reject'] },
    policy('example.org', 'reject'),
  ],
  [
    'not above where the tree is cut',
    'a.b.example.org',
    { '_dmarc.b.example.org TXT': ['v=DMARC1; p=none; psd=n'], '_dmarc.example.org TXT': ['v=DMARC1; p=reject'] },
    policy('b.example.org', 'none'),
  ],
  [
    'no registry’s',
    'news.example.co.example',
    { '_dmarc.co.example TXT': ['v=DMARC1; p=reject; psd=y'] },
    { kind: 'none' },
  ],
  ['two', 'example.org', { '_dmarc.example.org TXT': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] }, { kind: 'several' }],
  [
    'one among others',
    'example.org',
    { '_dmarc.example.org TXT': ['x', 'v=DMARC1; p=none', 'v=spf1'] },
    policy('example.org', 'none'),
  ],
  [
    'an unknown policy',
    'example.org',
    { '_dmarc.example.org TXT': ['v=DMARC1; p=monitor'] },
    policy('example.org', 'none'),
  ],
  ['another version', 'example.org', { '_dmarc.example.org TXT': ['v=DMARC2; p=none'] }, { kind: 'none' }],
  ['no answer', 'example.org', { '_dmarc.example.org TXT': 'time-out' }, { kind: 'unknown' }],
  [
    'hostile bytes',
    'example.org',
    { '_dmarc.example.org TXT': ['v=DMARC1;\u0000p=\u001b[31mreject;=;;=x'] },
    policy('example.org', 'none'),
  ],
];

test.each(FOUND)('%s', async (_name, domain, zone, expected) => {
  expect(await findDmarc(domain, fakeDns(zone))).toMatchObject(expected);
});

test('asks at most eight questions for a name of a hundred labels, the highest ones', async () => {
  const dns = fakeDns({});
  await findDmarc(`${'a.'.repeat(100)}example.org`, dns);
  expect(dns.asked).toHaveLength(8);
  expect(dns.asked.at(-1)).toBe('_dmarc.example.org TXT');
});
