import { expect, test } from 'vitest';
import type { AccountFacts, Asked } from '../../../src/app/doctor/ask-account.ts';
import { CHECKS } from '../../../src/app/doctor/checks.ts';
import { examine } from '../../../src/app/doctor/examine.ts';
import type { Exam } from '../../../src/app/doctor/exam.ts';
import { refuse } from '../../../src/app/refusal.ts';
import type { DkimFacts, MailFromFacts, Verification } from '../../../src/delivery/account.ts';
import { examOf, GOOD_ACCOUNT, GOOD_ZONE, publicationOf, verdictOf, YAML } from './exam.ts';
import { fakeDns, type Zone } from './fake-dns.ts';

type Case = readonly [name: string, exam: Partial<Exam>, status: string, words: RegExp, hint?: RegExp];

const account = (changes: Partial<AccountFacts>): Partial<Exam> => ({ account: { ...GOOD_ACCOUNT, ...changes } });
const answer = <T>(value: T): Asked<T> => ({ kind: 'answer', value });
const quota = (perDay: number, perSecond: number, sentToday = 0): Partial<Exam> =>
  account({ quota: answer({ perDay, perSecond, sentToday }) });
const verified = (entries: Readonly<Record<string, Verification>>): Partial<Exam> =>
  account({ verification: answer(new Map(Object.entries(entries))) });
const dns = (zone: Zone): Partial<Exam> => ({ dns: fakeDns({ ...GOOD_ZONE, ...zone }) });
const smtp = (zone: Zone): Partial<Exam> => ({ ...dns(zone), transport: 'smtp', account: null });
const yaml = (extra: string): Partial<Exam> => ({ publication: publicationOf(YAML + extra) });
const replaced = (from: string, to: string): Partial<Exam> => ({ publication: publicationOf(YAML.replace(from, to)) });
const key = (changes: Partial<DkimFacts>): Partial<Exam> => {
  const good: DkimFacts = { signing: 'on', verification: 'Success', tokens: ['t1', 't2', 't3'] };
  return account({ dkim: answer(new Map([['example.org', { ...good, ...changes }]])) });
};
const from = (changes: Partial<MailFromFacts>): Partial<Exam> => {
  const good: MailFromFacts = { domain: 'bounce.example.org', verification: 'Success', otherwise: 'default' };
  return account({ mailFrom: answer(new Map([['example.org', { ...good, ...changes }]])) });
};
const NO_MAIL_FROM = account({ mailFrom: answer(new Map()) });
const UNUSABLE = { kind: 'unusable', reason: 'No region.', hint: 'Set one.' } as const;
const DENIED = { kind: 'not-allowed', action: 'ses:X' } as const;

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'account-enabled': [
    ['on', {}, 'ok', /SES sends/],
    ['off', account({ enabled: answer(false) }), 'error', /switched off/, /--enabled/],
    ['no credentials', account({ enabled: UNUSABLE }), 'error', /No region\./, /Set one\./],
    ['not allowed', account({ enabled: DENIED }), 'error', /may not call ses:X/, /Allow ses:X .* a send asks it/],
    ['busy', account({ enabled: { kind: 'throttled' } }), 'skipped', /no time/],
  ],
  sandbox: [
    ['out of it', {}, 'ok', /may mail anybody/],
    ['in it', quota(200, 1), 'warning', /sandbox/, /region=eu-west-1.*--website-url https:\/\/news\.example\.org /],
    ['not asked', account({ quota: { kind: 'unasked' } }), 'skipped', /no answer/],
    ['said by another line', account({ quota: UNUSABLE }), 'skipped', /no answer/],
  ],
  quota: [
    ['plenty', {}, 'ok', /50,000 mails in 24 hours and 14 a second; 1,200/],
    ['unlimited', quota(Number.POSITIVE_INFINITY, 200), 'ok', /any number of mails/],
    ['used up', quota(100, 5, 100), 'error', /nothing is left now/, /servicequotas/],
    ['none at all', quota(0, 0), 'error', /0 mails/],
    ['no answer', account({ quota: UNUSABLE }), 'error', /No region\./],
  ],
  identity: [
    ['its domain', {}, 'ok', /example\.org is verified/],
    [
      'a domain above it',
      { from: { address: 'a@b.c.example.org', domain: 'b.c.example.org' } },
      'ok',
      /example\.org is/,
    ],
    [
      'only the address',
      verified({ 'small@example.org': 'Success' }),
      'warning',
      /not its domain/,
      /create-email-identity .* example\.org/,
    ],
    ['nothing', verified({}), 'error', /doesn’t know example\.org/, /create-email-identity .* example\.org/],
    ['another', verified({ 'example.net': 'Success' }), 'error', /doesn’t know/],
    ['begun', verified({ 'example.org': 'Pending' }), 'error', /SES says Pending/, /get-email-identity/],
    ['the address begun', verified({ 'small@example.org': 'Failed' }), 'error', /Failed/, /verify-email-identity/],
    ['not allowed', account({ verification: DENIED }), 'warning', /may not call/, /sending doesn’t need it/],
  ],
  dkim: [
    ['signed', {}, 'ok', /3 keys/],
    [
      'no key',
      account({ dkim: answer(new Map()) }),
      'error',
      /no DKIM key/,
      /verify-domain-dkim --domain example\.org/,
    ],
    ['never begun', key({ signing: 'off', verification: 'NotStarted' }), 'error', /no DKIM key/],
    ['switched off', key({ signing: 'off' }), 'error', /switched off/, /--dkim-enabled/],
    ['records not seen yet', key({ verification: 'Pending' }), 'error', /hasn’t seen them/],
    ['given up', key({ verification: 'Failed' }), 'error', /gave up/, /verify-domain-dkim/],
    [
      'one missing',
      dns({ 't2._domainkey.example.org CNAME': [] }),
      'error',
      /1 of the 3/,
      /`t2\._domainkey\.example\.org CNAME t2\.dkim\.amazonses\.com`/,
    ],
    [
      'one missing in a region with a domain of its own',
      { ...dns({ 't2._domainkey.example.org CNAME': [] }), region: 'eu-south-1' },
      'error',
      /1 of the 3/,
      /CNAME t2\.dkim\.eu-south-1\.amazonses\.com/,
    ],
    [
      'one wrong',
      dns({ 't1._domainkey.example.org CNAME': ['t1.dkim.example.net'] }),
      'error',
      /leads to “t1\.dkim\.example\.net”/,
    ],
    [
      'one of another token',
      dns({ 't1._domainkey.example.org CNAME': ['t2.dkim.amazonses.com'] }),
      'error',
      /1 of the 3/,
    ],
    [
      'one from a look-alike',
      dns({ 't1._domainkey.example.org CNAME': ['t1.dkim.amazonses.com.example.net'] }),
      'error',
      /1 of/,
    ],
    [
      'a key instead of an alias',
      dns({ 't1._domainkey.example.org CNAME': [], 't1._domainkey.example.org TXT': ['v=DKIM1; k=rsa; p=MIIB'] }),
      'ok',
      /3 keys/,
    ],
    [
      'a key that was withdrawn',
      dns({ 't1._domainkey.example.org CNAME': [], 't1._domainkey.example.org TXT': ['v=DKIM1; p='] }),
      'error',
      /1 of the 3/,
    ],
    [
      'no DNS',
      dns({ 't1._domainkey.example.org CNAME': 'time-out' }),
      'warning',
      /no answer about the DKIM keys of example\.org; SES calls them Success/,
    ],
    ['said by another line', account({ verification: UNUSABLE }), 'skipped', /no answer/],
  ],
  'mail-from': [
    ['right', {}, 'ok', /bounce\.example\.org, with its MX and SPF/],
    [
      'none',
      NO_MAIL_FROM,
      'warning',
      /no custom MAIL FROM/,
      /--mail-from-domain bounce\.example\.org.*MX 10 feedback-smtp\.eu-west-1/,
    ],
    ['pending', from({ verification: 'Pending' }), 'warning', /hasn’t taken .*sends as amazonses/],
    ['failed, and SES refuses', from({ verification: 'Failed', otherwise: 'refuse' }), 'error', /refuses to send/],
    [
      'no MX',
      dns({ 'bounce.example.org MX': [] }),
      'warning',
      /MX .* is missing/,
      /TXT "v=spf1 include:amazonses\.com ~all"/,
    ],
    [
      'another region',
      dns({ 'bounce.example.org MX': ['10 feedback-smtp.us-east-1.amazonses.com'] }),
      'warning',
      /leads to “feedback-smtp\.us-east-1/,
    ],
    ['two MX', dns({ 'bounce.example.org MX': ['10 a.example.org', '20 b.example.org'] }), 'warning', /one of 2/],
    ['no SPF', dns({ 'bounce.example.org TXT': [] }), 'warning', /SPF .* is missing/],
    ['another’s SPF', dns({ 'bounce.example.org TXT': ['v=spf1 mx -all'] }), 'warning', /doesn’t include amazonses/],
    ['two SPF', dns({ 'bounce.example.org TXT': ['v=spf1 -all', 'v=spf1 ~all'] }), 'warning', /is broken/],
    [
      'no DNS',
      dns({ 'bounce.example.org MX': 'no-server', 'bounce.example.org TXT': 'no-server' }),
      'warning',
      /no answer about its records/,
    ],
    [
      'of an address',
      account({
        mailFrom: answer(
          new Map([['small@example.org', { domain: 'b.example.org', verification: 'Pending', otherwise: 'default' }]]),
        ),
      }),
      'warning',
      /b\.example\.org/,
    ],
  ],
  'configuration-set': [
    ['none named', {}, 'warning', /names no configuration set/, /create-configuration-set/],
    [
      'not there',
      { ...account({ configurationSet: answer(null) }), ...yaml('ses: { configurationSet: news }\n') },
      'error',
      /no configuration set "news"/,
    ],
    [
      'all events',
      {
        ...account({ configurationSet: answer({ published: ['bounce', 'complaint', 'delivery', 'send'] }) }),
        ...yaml('ses: { configurationSet: news }\n'),
      },
      'ok',
      /tells of/,
    ],
    [
      'some events',
      {
        ...account({ configurationSet: answer({ published: ['bounce'] }) }),
        ...yaml('ses: { configurationSet: news }\n'),
      },
      'warning',
      /complaint, delivery/,
    ],
  ],
  'smtp-server': [
    ['none', smtp({}), 'skipped', /no server/],
    ['there', { ...smtp({}), ...yaml('smtp: { host: mail.example.org }\n') }, 'ok', /mail\.example\.org answers/],
    [
      'refuses',
      {
        ...smtp({}),
        ...yaml('smtp: { host: mail.example.org }\n'),
        trySmtp: async () => refuse('transport-refused', 'It said no.', 'Ask it.'),
      },
      'error',
      /It said no\./,
      /Ask it\./,
    ],
  ],
  spf: [
    ['covered by MAIL FROM', {}, 'ok', /bounce\.example\.org; example\.org needs none/],
    ['missing', NO_MAIL_FROM, 'warning', /no SPF record/, /`example\.org TXT "v=spf1 include:amazonses\.com ~all"`/],
    [
      'includes SES',
      { ...NO_MAIL_FROM, ...dns({ 'example.org TXT': ['v=spf1 include:amazonses.com -all'] }) },
      'ok',
      /1 of at most 10/,
    ],
    [
      'of another system',
      {
        ...NO_MAIL_FROM,
        ...dns({
          'example.org TXT': ['v=spf1 mx include:_spf.example.net -all'],
          '_spf.example.net TXT': ['v=spf1 -all'],
        }),
      },
      'warning',
      /doesn’t include amazonses/,
      /"v=spf1 mx include:_spf\.example\.net include:amazonses\.com -all"/,
    ],
    ['everybody', dns({ 'example.org TXT': ['v=spf1 +all'] }), 'warning', /lets everybody send/],
    [
      'several',
      dns({ 'example.org TXT': ['v=spf1 mx -all', 'v=spf1 -all'] }),
      'warning',
      /broken: example\.org has 2 SPF records/,
      /Leave one TXT/,
    ],
    ['several, with SMTP', smtp({ 'example.org TXT': ['v=spf1 mx -all', 'v=spf1 -all'] }), 'error', /broken/],
    ['missing, with SMTP', smtp({}), 'warning', /Gmail and Yahoo ask/],
    ['there, with SMTP', smtp({ 'example.org TXT': ['v=spf1 mx -all'] }), 'ok', /its provider can say/],
    ['no DNS', dns({ 'example.org TXT': 'no-server' }), 'warning', /no answer about SPF/],
  ],
  dmarc: [
    ['reject', {}, 'ok', /p=reject, and these mails pass it by DKIM and by SPF/],
    [
      'missing',
      dns({ '_dmarc.example.org TXT': [] }),
      'warning',
      /no DMARC record/,
      /`_dmarc\.example\.org TXT "v=DMARC1; p=none; rua=mailto:small@example\.org"`/,
    ],
    ['none', dns({ '_dmarc.example.org TXT': ['v=DMARC1; p=none'] }), 'warning', /watches only/, /p=quarantine/],
    ['several', dns({ '_dmarc.example.org TXT': ['v=DMARC1; p=none', 'v=DMARC1; p=none'] }), 'warning', /several/],
    ['by DKIM', NO_MAIL_FROM, 'ok', /by DKIM\./],
    ['by SPF', key({ verification: 'Pending' }), 'ok', /by SPF alone/],
    [
      'by nothing',
      account({ mailFrom: answer(new Map()), dkim: answer(new Map()) }),
      'error',
      /in no name of example\.org/,
    ],
    [
      'by nothing, and only watched',
      {
        ...account({ mailFrom: answer(new Map()), dkim: answer(new Map()) }),
        ...dns({ '_dmarc.example.org TXT': ['v=DMARC1; p=none'] }),
      },
      'warning',
      /in no name of/,
    ],
    [
      'strict, signed by the domain above',
      {
        from: { address: 'a@news.example.org', domain: 'news.example.org' },
        ...dns({ '_dmarc.news.example.org TXT': ['v=DMARC1; p=reject; adkim=s; aspf=s'] }),
      },
      'error',
      /in no name of news\.example\.org/,
    ],
    [
      'relaxed, signed by the domain above',
      { from: { address: 'a@news.example.org', domain: 'news.example.org' }, ...NO_MAIL_FROM },
      'ok',
      /news\.example\.org \(from example\.org\) is p=reject, and these mails pass it by DKIM\./,
    ],
    ['with SMTP', smtp({}), 'ok', /can’t be seen from here/],
    ['SES not asked', account({ dkim: { kind: 'unasked' } }), 'ok', /can’t be seen from here/],
    ['no DNS', dns({ '_dmarc.example.org TXT': 'time-out' }), 'warning', /no answer about DMARC/],
  ],
  store: [
    ['written', {}, 'ok', /can be written/],
    [
      'full',
      { tryStore: async () => refuse('store-full', 'No space.', 'Free some.') },
      'error',
      /No space\./,
      /Free some\./,
    ],
  ],
  clock: [
    ['unknown', {}, 'skipped', /No server’s clock/, /--online/],
    ['right', { clocks: { theirs: 1_000_000, ours: 1_060_000 } }, 'ok', /is right/],
    ['fast', { clocks: { theirs: 1_000_000, ours: 1_060_001 } }, 'error', /a minute fast/, /timedatectl/],
    ['slow', { clocks: { theirs: 400_000, ours: 0 } }, 'error', /7 minutes slow/],
    ['years off', { clocks: { theirs: 86_400_000 * 3000, ours: 0 } }, 'error', /3,000 days slow/],
  ],
  secret: [
    ['set', {}, 'ok', /signs readers’ links\./],
    ['two', { secrets: ['a'.repeat(24), 'b'.repeat(24)] }, 'ok', /2 verify/],
    ['short', { secrets: ['a'.repeat(24), 'b'.repeat(23)] }, 'warning', /shorter than 24/],
    ['missing', { secrets: [] }, 'error', /not set/, /openssl rand/],
    ['missing, for the outbox', { secrets: [], transport: 'outbox' }, 'ok', /of this machine’s own/],
  ],
  links: [
    ['https', {}, 'ok', /https addresses/],
    ['http', replaced('https://mail.', 'http://mail.'), 'error', /one click \(RFC 8058\)/],
    [
      'http, for the outbox',
      { ...replaced('https://mail.', 'http://mail.'), transport: 'outbox' },
      'warning',
      /one click/,
    ],
    ['local', replaced('https://mail.example.org', 'https://localhost:8080'), 'error', /no reader can reach/],
    ['in the house', replaced('https://mail.example.org', 'https://192.168.1.5'), 'error', /no reader can reach/],
    ['http site', replaced('https://news.', 'http://news.'), 'warning', /url is not https/],
    [
      'gone',
      { pages: new Map([['https://mail.example.org', { kind: 'no-answer', reason: 'nobody listens there' }]]) },
      'error',
      /can’t be reached: nobody listens there\./,
    ],
    [
      'without a front page',
      { pages: new Map([['https://mail.example.org', { kind: 'answer', status: 404, date: null }]]) },
      'ok',
      /https/,
    ],
    [
      'site without a front page',
      { pages: new Map([['https://news.example.org', { kind: 'answer', status: 404, date: null }]]) },
      'warning',
      /answers 404/,
    ],
  ],
  'postal-address': [
    ['there', {}, 'ok', /stands in every mail/],
    ['to do', replaced('1 Quay Street, Port Alder', 'TODO'), 'error', /no postal address/],
    [
      'blank, for the outbox',
      { ...replaced('1 Quay Street, Port Alder', '" "'), transport: 'outbox' },
      'warning',
      /no postal/,
    ],
  ],
  transport: [
    ['outbox', { transport: 'outbox', account: null }, 'warning', /to no reader/, /ses: \{ region/],
    ['SES', {}, 'ok', /Amazon SES in eu-west-1/],
    ['SMTP without a server', smtp({}), 'error', /names no mail server/],
    ['SMTP', { ...smtp({}), ...yaml('smtp: { host: mail.example.org }\n') }, 'ok', /mail server mail\.example\.org/],
  ],
};

const ROWS = Object.entries(CASES).flatMap(([check, cases]) =>
  cases.map(([name, exam, status, words, hint]) => ({ check, name, exam, status, words, hint })),
);

test.each(ROWS)('$check: $name', async ({ check, exam, status, words, hint }) => {
  const verdict = await verdictOf(check, examOf(exam));
  expect(verdict.status).toBe(status);
  expect(verdict.message).toMatch(words);
  expect(verdict.message).toMatch(/[.]$/);
  expect(verdict.hint ?? '').toMatch(hint ?? /^/);
  expect(verdict.hint === null).toBe(status === 'ok');
});

test('every check has its cases', () => {
  expect(Object.keys(CASES).toSorted()).toEqual(CHECKS.map(({ name }) => name).toSorted());
});

test('findings come in the order of the list, those of the transport only', async () => {
  const names = async (transport: Exam['transport']): Promise<readonly string[]> =>
    (await examine(examOf({ transport, account: transport === 'ses' ? GOOD_ACCOUNT : null }))).map(
      ({ check }) => check,
    );
  expect(await names('ses')).toEqual([
    'transport',
    'account-enabled',
    'sandbox',
    'quota',
    'identity',
    'dkim',
    'mail-from',
    'configuration-set',
    'spf',
    'dmarc',
    'store',
    'clock',
    'secret',
    'links',
    'postal-address',
  ]);
  expect(await names('smtp')).toEqual([
    'transport',
    'smtp-server',
    'spf',
    'dmarc',
    'store',
    'clock',
    'secret',
    'links',
    'postal-address',
  ]);
  expect(await names('outbox')).toEqual(['transport', 'store', 'clock', 'secret', 'links', 'postal-address']);
});

test('what a name server says can’t move the cursor, and has an end', async () => {
  const evil = `\u001b[2J\u202e${'x'.repeat(5000)} all`;
  const zone = {
    'bounce.example.org MX': [`10 ${evil}`],
    't1._domainkey.example.org CNAME': [evil],
    'example.org TXT': [`v=spf1 ${evil}`],
  };
  for (const check of ['dkim', 'mail-from', 'spf']) {
    const { message, hint } = await verdictOf(check, examOf(dns(zone)));
    expect(message + (hint ?? '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(message.length).toBeLessThan(500);
  }
});

test('an international domain is asked for by its ASCII name', async () => {
  const publication = publicationOf(YAML.replace('small@example.org', 'small@bücher.example'));
  const zone = fakeDns({});
  const domain = 'xn--bcher-kva.example';
  const verdict = await verdictOf(
    'dmarc',
    examOf({ publication, from: { address: `small@${domain}`, domain }, dns: zone }),
  );
  expect(zone.asked).toContain(`_dmarc.${domain} TXT`);
  expect(verdict.hint).toContain(`_dmarc.${domain} TXT`);
});
