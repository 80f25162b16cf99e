import type { AccountAnswer } from '../delivery/account.ts';
import { accountTrouble, isThrottled, type SesFault } from './ses-classification.ts';
import type { AccountTrouble } from './ses-trouble.ts';
import { asSentence, connectionWords } from './ses-words.ts';
import { faultOf } from './ses-fault.ts';

type NoAnswer = Exclude<AccountAnswer<never>, { kind: 'answer' }>;

/** Why a question has no answer. What isn't SES's or the network's is our own bug, and is thrown. */
export function noAnswer(error: unknown, action: string): NoAnswer {
  const fault = faultOf(error);
  if (fault === null) throw error;
  if (isThrottled(fault)) return { kind: 'throttled' };
  if (fault.kind !== 'refused') return unreachable(fault);
  // Another question may well be allowed.
  if (fault.name.startsWith('AccessDenied')) return { kind: 'not-allowed', action };
  const trouble = accountTrouble(fault);
  if (trouble !== null) return unusable(trouble);
  const name = `${fault.status} ${fault.name}`.replaceAll(/[^\w. -]/g, '').slice(0, 60);
  const hint = 'Try again in a minute; https://health.aws.amazon.com says whether SES is ill.';
  return { kind: 'unusable', reason: `SES answered ${action} with ${name}.`, hint };
}

export function unusable({ what, todo }: AccountTrouble): NoAnswer {
  return { kind: 'unusable', reason: asSentence(what), hint: asSentence(todo) };
}

function unreachable({ name }: SesFault): NoAnswer {
  const hint = 'Check the network and, if they are set, ses.region and AWS_ENDPOINT_URL_SES; then try again.';
  return { kind: 'unusable', reason: `SES can’t be reached: ${connectionWords(name)}.`, hint };
}
