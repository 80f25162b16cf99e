import type { HeldCause, Outcome } from '../delivery/transport.ts';
import { type AccountTrouble, SENDING_OFF, WRONG_CLOCK } from './ses-trouble.ts';
import { connectionWords, lostWords, rejectedWords, type SesRefusal, statusWords } from './ses-words.ts';

/** Why a call of SES didn't end with a message id. */
export type SesFault =
  | ({ readonly kind: 'refused' } & SesRefusal)
  /** No byte of the call left this machine. `name` is the system's code, such as ENOTFOUND. */
  | { readonly kind: 'unsent'; readonly name: string }
  /** The call left, and what came back, if anything, doesn't say what became of it. */
  | { readonly kind: 'lost'; readonly name: string };

type Verdict = 'rejected' | 'in-doubt' | Exclude<HeldCause, 'account'> | AccountTrouble;

interface Rule {
  /** Each that is given must match. */
  readonly names?: readonly string[];
  readonly status?: RegExp;
  readonly message?: RegExp;
  readonly verdict: Verdict;
}

const THROTTLED = ['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded'];

/**
 * The first rule that matches decides. The names are SES's own, of its first API and of its second, which its services
 * mix. What concerns all readers is never held against one of them: the account waits, nobody is written off.
 */
const RULES: readonly Rule[] = [
  // Even a 503 may come from something in front of SES, after SES took the message.
  { status: /^5/, verdict: 'in-doubt' },
  { names: THROTTLED, message: /daily/i, verdict: 'daily-quota' },
  { names: THROTTLED, verdict: 'rate' },
  {
    names: ['AccountSendingPausedException', 'AccountSuspendedException', 'SendingPausedException'],
    verdict: SENDING_OFF,
  },
  {
    names: ['MessageRejected'],
    message:
      /sending (?:is |has been )?(?:paused|disabled|suspended)|account (?:is |has been )?(?:paused|suspended|under)/i,
    verdict: SENDING_OFF,
  },
  {
    names: ['ConfigurationSetSendingPausedException'],
    verdict: {
      code: 'transport-paused',
      what: 'sending is paused for this configuration set',
      todo: 'turn it on again in the SES console, or name another one as ses.configurationSet in courant.yaml',
    },
  },
  {
    names: ['ConfigurationSetDoesNotExist', 'ConfigurationSetDoesNotExistException'],
    verdict: {
      code: 'transport-misconfigured',
      what: 'SES has no such configuration set in this region',
      todo: 'make it there, or correct ses.configurationSet in courant.yaml',
    },
  },
  {
    names: ['MailFromDomainNotVerified', 'MailFromDomainNotVerifiedException'],
    verdict: {
      code: 'transport-misconfigured',
      what: 'the custom MAIL FROM domain is not verified',
      todo: 'add its MX and SPF records, which `courant doctor` shows',
    },
  },
  // In the sandbox it is the reader's address that isn't verified: then it is the same for all but a few.
  {
    names: ['MessageRejected', 'FromEmailAddressNotVerifiedException', 'FromEmailAddressNotVerified'],
    message: /not verified/i,
    verdict: {
      code: 'transport-misconfigured',
      what: 'SES has not verified the sender in this region, or the account is still in the sandbox',
      todo: 'verify the domain of `from`, and ask AWS for production access; `courant doctor` says which it is',
    },
  },
  // Messages of one edition differ by a few bytes.
  {
    names: ['InvalidParameterValue', 'MessageRejected'],
    message: /message length is more than|(?:message|mail) (?:is )?too (?:large|long)/i,
    verdict: {
      code: 'transport-misconfigured',
      what: 'the message is larger than the 10 MB that SES takes',
      todo: 'make the issue smaller',
    },
  },
  {
    names: ['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture'],
    verdict: WRONG_CLOCK,
  },
  {
    names: ['SignatureDoesNotMatch', 'InvalidSignatureException'],
    message: /signature (?:expired|not yet current)/i,
    verdict: WRONG_CLOCK,
  },
  {
    names: ['SignatureDoesNotMatch', 'InvalidSignatureException', 'IncompleteSignature'],
    verdict: {
      code: 'transport-refused',
      what: 'the secret access key is not that of the access key',
      todo: 'check AWS_SECRET_ACCESS_KEY, or the profile that AWS_PROFILE names',
    },
  },
  {
    names: ['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId'],
    verdict: {
      code: 'transport-refused',
      what: 'AWS does not know this access key',
      todo: 'check AWS_ACCESS_KEY_ID, or the profile that AWS_PROFILE names',
    },
  },
  {
    names: ['ExpiredToken', 'ExpiredTokenException'],
    verdict: {
      code: 'transport-refused',
      what: 'the AWS credentials have expired',
      todo: 'renew them; with single sign-on, by `aws sso login`',
    },
  },
  {
    names: ['AccessDenied', 'AccessDeniedException', 'NotAuthorized', 'UnauthorizedOperation'],
    verdict: {
      code: 'transport-refused',
      what: 'these AWS credentials may not do this',
      todo: 'allow them ses:SendRawEmail, ses:GetSendQuota and ses:GetAccountSendingEnabled',
    },
  },
  {
    names: ['MissingAuthenticationToken', 'MissingAuthenticationTokenException', 'OptInRequired'],
    verdict: {
      code: 'transport-refused',
      what: 'AWS does not let these credentials use SES',
      todo: 'check that the account is signed up for SES in this region',
    },
  },
  // AWS documents it for resources that can't be made, and not for sending. It says no, and it is not about a reader.
  {
    names: ['LimitExceededException', 'LimitExceeded'],
    verdict: {
      code: 'transport-refused',
      what: 'a limit of the SES account is reached',
      todo: 'look at Service Quotas in the AWS console',
    },
  },
  {
    status: /^403$/,
    verdict: {
      code: 'transport-refused',
      what: 'AWS refused these credentials',
      todo: 'check what AWS_PROFILE or AWS_ACCESS_KEY_ID names, and what it may do',
    },
  },
  { names: ['InvalidParameterValue', 'MessageRejected'], verdict: 'rejected' },
];

export function classify(fault: SesFault): Outcome {
  if (fault.kind === 'unsent') return { state: 'deferred', reason: `nothing was sent: ${connectionWords(fault.name)}` };
  if (fault.kind === 'lost') return { state: 'in-doubt', reason: lostWords(fault.name) };
  const verdict = verdictOn(fault);
  if (typeof verdict === 'object') return heldByAccount(verdict);
  if (verdict === 'in-doubt') return { state: 'in-doubt', reason: `SES answered ${statusWords(fault)}` };
  if (verdict === 'rejected') return { state: 'rejected', reason: rejectedWords(fault) };
  return { state: 'held', cause: verdict, reason: HELD_WORDS[verdict] };
}

export function heldByAccount({ what, todo }: AccountTrouble): Outcome {
  return { state: 'held', cause: 'account', reason: `${what}; ${todo}` };
}

/** What is wrong with the account as a whole, where that is it. */
export function accountTrouble(fault: SesFault): AccountTrouble | null {
  const verdict = fault.kind === 'refused' ? verdictOn(fault) : null;
  return typeof verdict === 'object' ? verdict : null;
}

export function isThrottled(fault: SesFault): boolean {
  return fault.kind === 'refused' && verdictOn(fault) === 'rate';
}

function verdictOn({ status, name, message }: SesRefusal): Verdict {
  const rule = RULES.find(
    (each) =>
      each.names?.includes(name) !== false &&
      each.status?.test(String(status)) !== false &&
      each.message?.test(message) !== false,
  );
  // What nobody foresaw is nobody's proof that nothing was sent.
  return rule?.verdict ?? 'in-doubt';
}

const HELD_WORDS: Readonly<Record<Exclude<HeldCause, 'account'>, string>> = {
  rate: 'SES wants fewer calls a second',
  'daily-quota': 'the SES account has used up its quota for 24 hours',
};
