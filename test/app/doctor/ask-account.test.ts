import { expect, test } from 'vitest';
import { askAccount } from '../../../src/app/doctor/ask-account.ts';
import { consult } from '../../../src/app/doctor.ts';
import { done } from '../../../src/app/refusal.ts';
import type { Account, AccountAnswer, AccountReply } from '../../../src/delivery/account.ts';
import type { Clock } from '../../../src/delivery/clock.ts';
import { publicationOf, YAML } from './exam.ts';
import { fakeDns } from './fake-dns.ts';

const QUESTIONS = { identities: ['a@example.org', 'example.org'], configurationSet: 'news' };

interface FakeClock extends Clock {
  readonly pass: (milliseconds: number) => void;
}

function fakeClock(): FakeClock {
  let time = 5_000_000;
  return {
    now: () => time + 1_000_000_000,
    monotonic: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
    pass: (milliseconds) => {
      time += milliseconds;
    },
  };
}

type Script = Readonly<Partial<Record<string, readonly AccountAnswer<never>['kind'][]>>>;

interface FakeAccount extends Account {
  readonly calls: readonly { readonly question: string; readonly at: number }[];
}

/** Answers with nothing to mend, but for what the script says of each question's first calls. Each call takes 40 ms. */
function fakeAccount(clock: FakeClock, script: Script = {}): FakeAccount {
  const calls: { question: string; at: number }[] = [];
  const reply = async <T>(question: string, value: T): Promise<AccountReply<T>> => {
    const before = calls.filter((call) => call.question === question).length;
    calls.push({ question, at: clock.monotonic() });
    clock.pass(40);
    const kind = script[question]?.[before] ?? 'answer';
    return { answer: answerOf(kind, value), serverTime: clock.now() - 90_000 };
  };
  return {
    calls,
    region: async () => 'eu-west-1',
    sendingEnabled: () => reply('enabled', true),
    quota: () => reply('quota', { perDay: 200, perSecond: 1, sentToday: 0 }),
    verification: (identities) => reply(`verification ${identities.join(' ')}`, new Map()),
    dkim: () => reply('dkim', new Map()),
    mailFrom: () => reply('mail-from', new Map()),
    configurationSet: (name) => reply(`set ${name}`, null),
    close: async () => {},
  };
}

function answerOf<T>(kind: AccountAnswer<never>['kind'], value: T): AccountAnswer<T> {
  if (kind === 'answer') return { kind, value };
  if (kind === 'not-allowed') return { kind, action: 'ses:X' };
  return kind === 'throttled' ? { kind } : { kind, reason: 'Nobody is there.', hint: 'Look.' };
}

function gaps(account: FakeAccount): readonly number[] {
  return account.calls.slice(1).map(({ at }, index) => at - (account.calls[index]?.at ?? 0));
}

test('asks each question once, and more than a second lies between two', async () => {
  const clock = fakeClock();
  const account = fakeAccount(clock);
  const said: string[] = [];
  const facts = await askAccount(account, QUESTIONS, { clock, onAsk: (about) => said.push(about) });
  expect(account.calls.map(({ question }) => question)).toEqual([
    'enabled',
    'quota',
    'verification a@example.org example.org',
    'dkim',
    'mail-from',
    'set news',
  ]);
  expect(gaps(account)).toEqual([1100, 1100, 1100, 1100, 1100]);
  expect(said).toHaveLength(6);
  expect(facts.clocks).toEqual({ theirs: 1_005_000_040 - 90_000, ours: 1_005_000_040 });
});

test('without a configuration set nobody asks for one', async () => {
  const clock = fakeClock();
  const account = fakeAccount(clock);
  const facts = await askAccount(account, { ...QUESTIONS, configurationSet: null }, { clock, onAsk: () => {} });
  expect(account.calls).toHaveLength(5);
  expect(facts.configurationSet).toBeNull();
});

test('a question that came too early is asked again at the pace, and at last given up', async () => {
  const clock = fakeClock();
  const account = fakeAccount(clock, { enabled: ['throttled', 'throttled'], dkim: Array(9).fill('throttled') });
  const facts = await askAccount(account, QUESTIONS, { clock, onAsk: () => {} });
  expect(facts.enabled).toEqual({ kind: 'answer', value: true });
  expect(facts.dkim).toEqual({ kind: 'throttled' });
  expect(account.calls.filter(({ question }) => question === 'dkim')).toHaveLength(4);
  expect(facts.mailFrom.kind).toBe('answer');
  expect(Math.min(...gaps(account))).toBeGreaterThan(1000);
});

test('where nothing is answered nothing more is asked', async () => {
  const clock = fakeClock();
  const account = fakeAccount(clock, { quota: ['unusable'] });
  const facts = await askAccount(account, QUESTIONS, { clock, onAsk: () => {} });
  expect(account.calls).toHaveLength(2);
  expect(facts.quota.kind).toBe('unusable');
  expect([facts.verification, facts.dkim, facts.mailFrom, facts.configurationSet].map((one) => one?.kind)).toEqual(
    Array(4).fill('unasked'),
  );
});

test('what one question may not ask stops no other', async () => {
  const clock = fakeClock();
  const account = fakeAccount(clock, { quota: ['not-allowed'] });
  const facts = await askAccount(account, QUESTIONS, { clock, onAsk: () => {} });
  expect(account.calls).toHaveLength(6);
  expect(facts.quota).toEqual({ kind: 'not-allowed', action: 'ses:X' });
});

test('the whole: the sender in ASCII and every domain above it are asked about; the clock comes from SES', async () => {
  const clock = fakeClock();
  const account = fakeAccount(clock);
  const dns = fakeDns({});
  const findings = await consult({
    publication: publicationOf(YAML.replace('small@example.org', 'Small@news.bücher.example')),
    transport: 'ses',
    account,
    dns,
    http: null,
    clock,
    secrets: [],
    tryStore: async () => done('written'),
    trySmtp: async () => done('connected'),
    onAsk: () => {},
  });
  const domain = 'xn--bcher-kva.example';
  expect(account.calls[2]?.question).toBe(`verification Small@news.${domain} news.${domain} ${domain}`);
  expect(dns.asked).toContain(`_dmarc.${domain} TXT`);
  const statuses = new Map(findings.map(({ check, status }) => [check, status]));
  expect(statuses.get('sandbox')).toBe('warning');
  expect(statuses.get('identity')).toBe('error');
  expect(findings.find(({ check }) => check === 'clock')?.message).toBe('This machine’s clock is 2 minutes fast.');
});

test('sites are asked only where somebody wants it, and their clock counts where SES has none', async () => {
  const clock = fakeClock();
  const heads: string[] = [];
  const findings = await consult({
    publication: publicationOf(YAML),
    transport: 'outbox',
    account: null,
    dns: fakeDns({}),
    http: {
      head: async (url) => {
        heads.push(url);
        if (url.includes('mail.')) return { kind: 'no-answer', reason: 'nobody listens there' };
        return { kind: 'answer', status: 200, date: clock.now() };
      },
    },
    clock,
    secrets: [],
    tryStore: async () => done('written'),
    trySmtp: async () => done('connected'),
    onAsk: () => {},
  });
  expect(heads).toEqual(['https://news.example.org', 'https://mail.example.org']);
  const found = new Map(findings.map((finding) => [finding.check, finding]));
  expect(found.get('clock')?.status).toBe('ok');
  expect(found.get('links')).toMatchObject({
    status: 'warning',
    message: 'linkBase can’t be reached: nobody listens there.',
  });
});
