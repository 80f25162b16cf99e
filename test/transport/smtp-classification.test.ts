import { assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { classify, type Phase } from '../../src/transport/smtp-classification.ts';
import { parseReply, queueIdOf, readable, replyWords } from '../../src/transport/smtp-reply.ts';

function verdictOf(phase: Phase, text: string): string {
  const outcome = classify({ phase, reply: parseReply(text), detail: '' });
  return outcome.state === 'held' ? outcome.cause : outcome.state;
}

/** What servers really say, at the step at which they say it. */
const SAID: readonly (readonly [Phase, string, string])[] = [
  // Postfix
  ['rcpt', '550 5.1.1 <a@example.net>: Recipient address rejected: User unknown in virtual mailbox table', 'rejected'],
  ['rcpt', '450 4.2.0 <a@example.net>: Recipient address rejected: Greylisted, see https://example.org', 'deferred'],
  ['rcpt', '450 4.1.1 <a@example.net>: Recipient address rejected: unverified address', 'deferred'],
  ['rcpt', '554 5.7.1 <a@example.net>: Relay access denied', 'account'],
  ['rcpt', '554 5.7.1 <a@example.net>: Recipient address rejected: Access denied', 'rejected'],
  ['rcpt', '554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied', 'account'],
  ['rcpt', '450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]', 'rate'],
  ['rcpt', '553 5.7.1 <daily@example.org>: Sender address rejected: not owned by user press', 'account'],
  ['rcpt', '450 4.1.8 <daily@example.org>: Sender address rejected: Domain not found', 'rate'],
  ['rcpt', '504 5.5.2 <press>: Helo command rejected: need fully-qualified hostname', 'account'],
  ['rcpt', '451 4.3.0 <a@example.net>: Temporary lookup failure', 'deferred'],
  ['rcpt', '450 4.7.1 Error: too many recipients from 192.0.2.1', 'rate'],
  ['mail', '450 4.7.1 Error: too much mail from 192.0.2.1', 'rate'],
  ['mail', '452 4.3.1 Insufficient system storage', 'deferred'],
  ['mail', '552 5.3.4 Message size exceeds fixed limit', 'account'],
  ['mail', '530 5.7.0 Must issue a STARTTLS command first', 'account'],
  ['connect', '421 4.7.0 mx.example.org Error: too many connections from 192.0.2.1', 'rate'],
  ['session', '421 4.4.2 mx.example.org Error: timeout exceeded', 'rate'],
  ['data', '554 5.5.1 Error: no valid recipients', 'rejected'],
  ['data', '503 5.5.1 Error: need RCPT command', 'deferred'],
  ['dot', '552 5.3.4 Error: message file too big', 'account'],
  ['dot', '451 4.3.0 Error: queue file write error', 'deferred'],
  ['dot', '550 5.7.1 Spam message rejected', 'rejected'],
  ['sign-in', '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', 'account'],
  ['sign-in', '454 4.7.0 Temporary authentication failure: Connection lost to authentication server', 'rate'],
  // Exchange, Exchange Online
  ['rcpt', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'account'],
  ['rcpt', '550 5.4.1 [a@example.net]: Recipient address rejected: Access denied.', 'rejected'],
  ['rcpt', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup', 'rejected'],
  ['mail', '432 4.3.2 Concurrent connections limit exceeded', 'rate'],
  ['mail', '421 4.4.2 Message submission rate for this client has exceeded the configured limit', 'rate'],
  ['dot', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'account'],
  ['dot', '554 5.2.252 SendAsDenied; press@example.org not allowed to send as daily@example.org', 'account'],
  [
    'dot',
    '550 5.1.90 Your message can’t be sent because you’ve reached your daily limit for recipients',
    'daily-quota',
  ],
  ['dot', '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException', 'daily-quota'],
  ['dot', '550 5.1.8 Access denied, bad outbound sender', 'account'],
  ['dot', '452 4.3.1 Insufficient system resources', 'deferred'],
  // Gmail
  ['rcpt', '450-4.2.1 The user you are trying to contact is receiving mail too quickly.\n450 4.2.1 Wait', 'deferred'],
  ['rcpt', '452 4.2.2 The recipient’s inbox is out of storage space', 'deferred'],
  ['rcpt', '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Try', 'rejected'],
  ['rcpt', '550 5.2.1 The email account that you tried to reach is disabled.', 'rejected'],
  ['mail', '421 4.7.0 Try again later, closing connection.', 'rate'],
  ['dot', '550-5.4.5 Daily user sending limit exceeded.\n550 5.4.5 See', 'daily-quota'],
  ['dot', '550 5.4.5 Daily SMTP relay limit exceeded for customer.', 'daily-quota'],
  ['sign-in', '534-5.7.9 Application-specific password required.\n534 5.7.9 See', 'account'],
  ['sign-in', '454 4.7.0 Too many login attempts, please try again later.', 'rate'],
  // SES
  ['dot', '454 Throttling failure: Maximum sending rate exceeded.', 'rate'],
  ['dot', '454 Throttling failure: Daily message quota exceeded.', 'daily-quota'],
  ['dot', '554 Message rejected: Email address is not verified. The following identities failed', 'account'],
  ['dot', '554 Message rejected: Sending paused for this account.', 'account'],
  ['connect', '421 Too many concurrent SMTP connections', 'rate'],
  ['sign-in', '535 Authentication Credentials Invalid', 'account'],
  // Exim, Sendmail, SendGrid
  ['rcpt', '550 relay not permitted', 'account'],
  ['rcpt', '550 5.7.1 <a@example.net>... Relaying denied', 'account'],
  ['rcpt', '550 Sender verify failed', 'account'],
  ['rcpt', '550 Unrouteable address', 'rejected'],
  ['connect', '421 4.3.2 Connection rate limit exceeded.', 'rate'],
  ['mail', '451 You have exceeded your messaging limits', 'rate'],
  ['mail', '501 5.1.7 Bad sender address syntax', 'account'],
  // The bare codes
  ['mail', '550', 'account'],
  ['mail', '451', 'deferred'],
  ['rcpt', '550', 'rejected'],
  ['rcpt', '450', 'deferred'],
  ['rcpt', '421', 'rate'],
  ['dot', '421', 'deferred'],
  ['dot', '554', 'rejected'],
  ['dot', '452', 'deferred'],
  ['dot', '354', 'in-doubt'],
  ['dot', '999', 'in-doubt'],
  ['rcpt', 'nonsense', 'deferred'],
  ['connect', '554', 'account'],
  ['connect', '450', 'rate'],
  ['tls', '502 5.5.1 Command not implemented', 'account'],
];

test.for(SAID)('%s: %s is %s', ([phase, text, verdict]) => {
  expect(verdictOf(phase, text)).toBe(verdict);
});

const PHASES: readonly Phase[] = ['settings', 'connect', 'tls', 'sign-in', 'session', 'mail', 'rcpt', 'data', 'dot'];

test('without an answer only what was written to its end is in doubt', () => {
  const states = PHASES.map((phase) => classify({ phase, reply: null, detail: 'lost' }).state);
  expect(states).toEqual(['held', ...Array.from({ length: 7 }, () => 'deferred'), 'in-doubt']);
});

test('whatever a server answers is classified, and its answer is in the reason', () => {
  assert(
    property(constantFrom(...PHASES), string({ unit: 'binary', maxLength: 400 }), (phase, text) => {
      const outcome = classify({ phase, reply: parseReply(text), detail: '' });
      expect(outcome.reason).toContain(replyWords(parseReply(text)));
      expect(outcome.reason).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      // No answer that isn't a refusal ends a delivery for good.
      const unclear = phase === 'dot' ? 'in-doubt' : 'deferred';
      expect(/^[45]/.test(text.trim()) || outcome.state === unclear).toBe(true);
    }),
    { numRuns: 2_000, seed: 5 },
  );
});

test.for([
  ['250 2.1.5 Ok', { code: 250, enhanced: '2.1.5', text: 'Ok' }],
  ['550-5.1.1 No such\r\n550 5.1.1 user', { code: 550, enhanced: '5.1.1', text: 'No such user' }],
  ['550 5.1.1', { code: 550, enhanced: '5.1.1', text: '' }],
  ['450 4.7.1.2 odd', { code: 450, enhanced: '', text: '4.7.1.2 odd' }],
  ['5500 no', { code: 0, enhanced: '', text: '5500 no' }],
  ['550', { code: 550, enhanced: '', text: '' }],
  ['', { code: 0, enhanced: '', text: '' }],
  ['550 5.1.1 <a.b+c@example.net>: unknown', { code: 550, enhanced: '5.1.1', text: '<…>: unknown' }],
  ['550 收件人不存在', { code: 550, enhanced: '', text: '收件人不存在' }],
] as const)('reads %j', ([text, reply]) => {
  expect(parseReply(text)).toEqual(reply);
});

test.for([
  ['250 2.0.0 Ok: queued as 4VfT2x0abcz1', '4VfT2x0abcz1'],
  ['250 OK id=1rAbCd-000123-Xy', '1rAbCd-000123-Xy'],
  [
    '250 2.6.0 <1@example.org> [InternalId=94489280512, Hostname=mx.example.org] Queued mail for delivery',
    '94489280512',
  ],
  ['250 2.0.0 3ABCdef012345678 Message accepted for delivery', '3ABCdef012345678'],
  ['250 2.0.0 a1b2c3d4 Message accepted for delivery', 'a1b2c3d4'],
  ['250 Ok 0100018b5c3c0a4f-1a2b-000000', '0100018b5c3c0a4f-1a2b-000000'],
  ['250 2.0.0 OK  1700000000 a1-20020a05600c.12 - gsmtp', 'a1-20020a05600c.12'],
  ['250 Great success', null],
  ['250 2.0.0 Ok', null],
] as const)('the name in %s', ([text, name]) => {
  expect(queueIdOf(parseReply(text))).toBe(name);
});

test('a long text of a stranger is cut between letters', () => {
  expect(readable(`${'a'.repeat(299)}😀b`)).toBe(`${'a'.repeat(299)}…`);
});
