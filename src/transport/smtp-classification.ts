import type { Outcome } from '../delivery/transport.ts';
import { type Reply, replyWords } from './smtp-reply.ts';

/**
 * Where a delivery was when it failed. `settings`: nothing can leave with what we were given; `session`: connected, but no
 * answer to a command of ours; `data`: between the DATA command and the dot that ends the message; `dot`: that dot may be
 * with the server.
 */
export type Phase = 'settings' | 'connect' | 'tls' | 'sign-in' | 'session' | 'mail' | 'rcpt' | 'data' | 'dot';

export interface SmtpFailure {
  readonly phase: Phase;
  /** Null where the server said nothing: the connection was never there, was lost, or fell silent. */
  readonly reply: Reply | null;
  /** What happened, where there is no reply. */
  readonly detail: string;
}

type Verdict = 'rejected' | 'deferred' | 'in-doubt' | 'rate' | 'daily-quota' | 'account';

interface Rule {
  /** Each that is given must match. */
  readonly phases?: readonly Phase[];
  readonly code?: RegExp;
  readonly enhanced?: RegExp;
  readonly words?: RegExp;
  readonly verdict: Verdict;
}

/**
 * The first rule that matches decides. RFC 5321 section 4.2.1: 4yz may pass, 5yz is for good; what it leaves open is
 * whom it is about. Two mistakes are dear: to write off readers because the relay refuses *us*, and to go on at full
 * speed against a relay that asks for less. So what says it is about us comes before what the codes say, and what says it
 * is about the reader comes before that, since servers use the words “access denied” and “too quickly” for both.
 */
const RULES: readonly Rule[] = [
  // Not a reply to what we sent: RFC 5321 section 4.2.1 knows 4yz and 5yz as failures. After the dot anything may be meant.
  { phases: ['dot'], code: /^[^45]/, verdict: 'in-doubt' },
  { code: /^[^45]/, verdict: 'deferred' },
  // Bad sequence of commands: the session went wrong, not the message.
  { code: /^503$/, verdict: 'deferred' },
  // Gmail 550 5.4.5, SES 454, Exchange Online 550 5.1.90 and SubmissionQuotaExceeded.
  {
    words:
      /daily (?:message |recipient )?quota exceeded|daily (?:user |smtp relay )?(?:sending )?limit|SubmissionQuota/i,
    verdict: 'daily-quota',
  },
  // Exchange says it as 5.2.x, which is about mailboxes everywhere else.
  { code: /^5/, words: /SendAsDenied|SendOnBehalfOfDenied|send (?:as|on behalf of) this/i, verdict: 'account' },

  // About this reader. RFC 3463 section 3.2: x.1.1 to x.1.6 and x.1.10 are about the recipient's address (x.1.7 and x.1.8
  // about the sender's); section 3.3: x.2.z about their mailbox, such as Gmail's 450 4.2.1 “receiving mail too quickly”.
  { phases: ['rcpt', 'data', 'dot'], code: /^4/, enhanced: /^4\.(?:1\.(?:[1-6]|10)|2\.\d+)$/, verdict: 'deferred' },
  { phases: ['rcpt', 'data', 'dot'], code: /^5/, enhanced: /^5\.(?:1\.(?:[1-6]|10)|2\.\d+)$/, verdict: 'rejected' },
  // Postfix, and Exchange Online's 550 5.4.1 “Recipient address rejected: Access denied”: no such mailbox.
  { phases: ['rcpt'], code: /^4/, words: /recipient address rejected|gr[ae]y-?list/i, verdict: 'deferred' },
  { phases: ['rcpt'], code: /^5/, words: /recipient address rejected|user unknown|no such user/i, verdict: 'rejected' },

  // About us. RFC 4954 section 6 and RFC 3207 section 4: sign in first, wrong password, mechanism too weak, TLS first.
  { code: /^(?:530|534|535|538)$/, verdict: 'account' },
  // Postfix holds its refusals of client, HELO and sender back until RCPT (smtpd_delay_reject), so they look like the
  // reader's: a relay that isn't open to us would reject a whole audience.
  {
    phases: ['rcpt', 'data', 'dot'],
    code: /^5/,
    words: /relay(?:ing)?(?: access)? (?:denied|not permitted|not allowed|prohibited)|unable to relay|relaying denied/i,
    verdict: 'account',
  },
  {
    code: /^5/,
    words:
      /(?:sender address|client host|helo command) rejected|access denied|bad outbound sender|sender verif|not verified/i,
    verdict: 'account',
  },
  // SES, Mailgun. Bare “account disabled” would be the reader's.
  {
    code: /^5/,
    words: /sending\b.{0,20}\b(?:paused|suspended|disabled)|not allowed to send|your account/i,
    verdict: 'account',
  },
  { code: /^4/, words: /(?:sender address|client host|helo command) rejected/i, verdict: 'rate' },
  { code: /^5/, enhanced: /^5\.(?:1\.[78]|7\.(?:54|60))$/, verdict: 'account' },
  { code: /^4/, enhanced: /^4\.1\.[78]$/, verdict: 'rate' },
  // Too large for this server (RFC 3463 section 3.4), or for what it announced (RFC 1870 section 6.1): readers' messages
  // differ by a few bytes, so it is too large for everybody, and nobody should be written off for that.
  { code: /^5/, enhanced: /^5\.3\.4$/, verdict: 'account' },

  // Too fast, or too many at once: Exchange 432 4.3.2 and 421 4.4.2, Postfix's anvil, Sendmail, SES 454, Exim, SendGrid.
  { code: /^4/, words: /too (?:many|much|fast|quickly|frequent)|throttl|slow down|rate ?limit/i, verdict: 'rate' },
  { code: /^4/, words: /\b(?:rate|limits?)\b.{0,80}\bexceeded|exceeded\b.{0,40}\blimits?\b/i, verdict: 'rate' },
  { code: /^432$/, verdict: 'rate' },
  // System not accepting messages; system congestion.
  { code: /^4/, enhanced: /^4\.(?:3\.2|4\.5)$/, verdict: 'rate' },
  // The server closes the channel to whoever comes (RFC 5321 section 3.8): overload, restart, a limit of this connection. Not
  // after the dot: there it has seen the message, and a filter that dies of one message would hold it for ever.
  { phases: ['connect', 'tls', 'sign-in', 'session', 'mail', 'rcpt', 'data'], code: /^421$/, verdict: 'rate' },
  // No recipient has been named yet, so it can't be about one.
  { phases: ['connect', 'tls', 'sign-in'], code: /^4/, verdict: 'rate' },
  { phases: ['connect', 'tls', 'sign-in', 'session', 'mail'], code: /^5/, verdict: 'account' },

  { code: /^4/, verdict: 'deferred' },
  { code: /^5/, verdict: 'rejected' },
];

/** What a failure says of the delivery. */
export function classify(failure: SmtpFailure): Exclude<Outcome, { readonly state: 'accepted' }> {
  const verdict = failure.reply === null ? withoutReply(failure.phase) : verdictOf(failure.phase, failure.reply);
  const reason = reasonOf(failure);
  if (verdict === 'rate' || verdict === 'daily-quota' || verdict === 'account') {
    return { state: 'held', reason, cause: verdict };
  }
  return { state: verdict, reason };
}

/**
 * Up to the dot that ends the message the server must forget what it has (RFC 5321 section 4.1.1.4). Once that dot may be with
 * it, it may have taken the message (section 6.1), and nobody can say.
 */
function withoutReply(phase: Phase): Verdict {
  if (phase === 'dot') return 'in-doubt';
  return phase === 'settings' ? 'account' : 'deferred';
}

function verdictOf(phase: Phase, reply: Reply): Verdict {
  const code = String(reply.code);
  const rule = RULES.find(
    (candidate) =>
      (candidate.phases?.includes(phase) ?? true) &&
      (candidate.code?.test(code) ?? true) &&
      (candidate.enhanced?.test(reply.enhanced) ?? true) &&
      (candidate.words?.test(reply.text) ?? true),
  );
  if (rule === undefined) throw new Error(`no rule for ${code} at ${phase}`);
  return rule.verdict;
}

const WHERE: Readonly<Record<Phase, string>> = {
  settings: 'before connecting',
  connect: 'while connecting',
  tls: 'while securing the connection',
  'sign-in': 'while signing in',
  session: 'before the message',
  mail: 'at MAIL FROM',
  rcpt: 'at RCPT TO',
  data: 'at DATA',
  dot: 'at the end of the message',
};

function reasonOf({ phase, reply, detail }: SmtpFailure): string {
  if (reply !== null) return `the mail server answered “${replyWords(reply)}” ${WHERE[phase]}`;
  return `${detail}, ${WHERE[phase]}`;
}
