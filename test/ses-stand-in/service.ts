import { ACCOUNT_ACTIONS } from './account-actions.ts';
import { type Answer, errorAnswer, resultAnswer } from './answers.ts';
import { type Fate, fateOf } from './faults.ts';
import { type Form, formText, parseForm } from './form.ts';
import type { Refusal, Settings } from './options.ts';
import { rateWindow } from './rate-window.ts';
import { readSendRawEmail } from './send-raw-email.ts';
import { type SignedCall, signatureCheck } from './signature.ts';
import type { Tally } from './tally.ts';
import type { Submission, Truth } from './truth.ts';

export interface WholeCall extends SignedCall {
  readonly body: Buffer;
}

export type Verdict =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** It will be accepted: its place in the rate and in the quota is taken. */
  | { readonly kind: 'submission'; readonly submission: Submission };

export interface Service {
  /** Numbers a SendRawEmail call, and says what shall befall it. */
  readonly number: (settings: Settings) => { readonly call: number; readonly fate: Fate };
  readonly judge: (call: WholeCall, settings: Settings) => Verdict;
  readonly accept: (submission: Submission) => Answer;
  readonly refuse: (refusal: Refusal) => Answer;
  readonly setSentLast24Hours: (messages: number) => void;
}

const SEND = 'SendRawEmail';
const TOO_FAST: Refusal = { code: 'Throttling', message: 'Maximum sending rate exceeded.' };
const NO_MORE_TODAY: Refusal = { code: 'Throttling', message: 'Daily message quota exceeded.' };
const ACCOUNT_TOO_FAST: Refusal = { code: 'Throttling', message: 'Rate exceeded' };

/** What SES makes of whole calls. Knows nothing of sockets. */
export function serviceOf(truth: Truth, counts: Tally): Service {
  const checkSignature = signatureCheck();
  const [sendRate, accountRate] = [rateWindow(), rateWindow()];
  let [calls, requests, sentLast24Hours] = [0, 0, 0];

  const requestId = (): string => {
    requests += 1;
    return `5e5c0de5-0000-4000-8000-${requests.toString(16).padStart(12, '0')}`;
  };
  const refuse = (refusal: Refusal): Answer => {
    if ((refusal.status ?? 400) < 500) counts.error(refusal.code);
    return errorAnswer(refusal, requestId());
  };
  const limitRefusal = ({ recipients }: Submission, settings: Settings): Refusal | null => {
    const { max24HourSend } = settings;
    if (max24HourSend !== -1 && sentLast24Hours + recipients.length > max24HourSend) return NO_MORE_TODAY;
    if (!sendRate(settings.enforcedRate ?? settings.maxSendRate, performance.now())) return TOO_FAST;
    sentLast24Hours += recipients.length;
    return null;
  };
  const judgeSend = (form: Form, settings: Settings): Submission | Refusal => {
    const read = readSendRawEmail(form, settings, Date.now());
    if (read.kind === 'refusal') return read.refusal;
    return limitRefusal(read.submission, settings) ?? read.submission;
  };
  const judgeAccount = (action: string, form: Form, settings: Settings): Answer | Refusal => {
    const answerOf = ACCOUNT_ACTIONS.get(action);
    if (answerOf === undefined) return unknownAction(action);
    if (settings.accountRate !== undefined && !accountRate(settings.accountRate, performance.now())) {
      return ACCOUNT_TOO_FAST;
    }
    const result = answerOf(form, { settings, sentLast24Hours });
    return typeof result === 'string' ? resultAnswer(action, result, requestId()) : result;
  };
  const judgeForm = (call: WholeCall, settings: Settings): Submission | Answer | Refusal => {
    const form = parseForm(call.body);
    const action = formText(form, 'Action') ?? '';
    if (action !== SEND) counts.action(ACCOUNT_ACTIONS.has(action) ? action : 'unknown');
    const wrong = settings.verify === 'none' ? null : checkSignature(call, settings, Date.now());
    const told = wrong ?? (Object.hasOwn(settings.actionErrors, action) ? settings.actionErrors[action] : null);
    if (told) return told;
    return action === SEND ? judgeSend(form, settings) : judgeAccount(action, form, settings);
  };

  return {
    number: (settings) => {
      calls += 1;
      counts.action(SEND);
      return { call: calls, fate: fateOf(calls, settings) };
    },
    judge: (call, settings) => {
      const judged = readable(() => judgeForm(call, settings));
      if ('recipients' in judged) return { kind: 'submission', submission: judged };
      return { kind: 'answer', answer: 'code' in judged ? refuse(judged) : judged };
    },
    accept: (submission) => resultAnswer(SEND, `<MessageId>${truth.accept(submission)}</MessageId>`, requestId()),
    refuse,
    setSentLast24Hours: (messages) => {
      sentLast24Hours = messages;
    },
  };
}

function unknownAction(action: string): Refusal {
  if (action === '') return { code: 'MissingAction', message: 'The request is missing an action.' };
  return { code: 'InvalidAction', message: `Could not find operation ${action} for version 2010-12-01` };
}

/** A broken percent escape is the caller's mistake. */
function readable<Value>(read: () => Value): Value | Refusal {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return { code: 'MalformedQueryString', message: 'The query string contains a syntax error.' };
  }
}
