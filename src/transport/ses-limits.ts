import { setTimeout as sleep } from 'node:timers/promises';
import type { SendingLimits } from '../delivery/transport.ts';
import { TransportError } from '../delivery/transport-error.ts';
import { accountTrouble, isThrottled, type SesFault } from './ses-classification.ts';
import { type AccountTrouble, SENDING_OFF } from './ses-trouble.ts';
import { asSentence, connectionWords, statusWords } from './ses-words.ts';
import type { SesClient } from './ses-client.ts';
import { faultOf } from './ses-fault.ts';

/** SES answers about one question of this kind a second, and others may ask too. */
const TRIES = 3;

/** GetSendQuota. `wait`: milliseconds until a question that came too early is asked again. Rejects with `TransportError`. */
export async function readQuota({ sdk, client }: SesClient, wait: number): Promise<SendingLimits> {
  const quota = await ask(() => client.send(new sdk.GetSendQuotaCommand({})), wait).catch(rethrowAsTrouble);
  const { MaxSendRate: perSecond, Max24HourSend: perDay, SentLast24Hours: sentToday } = quota;
  if (perSecond === undefined || perDay === undefined || sentToday === undefined || !(perSecond > 0)) {
    throw new TransportError('transport-unreachable', {
      message: 'SES did not say how much this account may send.',
      hint: 'Check that AWS_ENDPOINT_URL_SES, if it is set, names SES; else try again in a minute.',
    });
  }
  return { perSecond, perDay: perDay < 0 ? Number.POSITIVE_INFINITY : perDay, sentToday };
}

/** GetAccountSendingEnabled. Who may not ask is told by the first call that sends. */
export async function refusePaused({ sdk, client }: SesClient, wait: number): Promise<void> {
  const question = (): Promise<{ Enabled?: boolean | undefined }> =>
    client.send(new sdk.GetAccountSendingEnabledCommand({}));
  const { Enabled: enabled } = await ask(question, wait).catch((error: unknown) => {
    if (isNotAllowed(faultOf(error))) return { Enabled: undefined };
    return rethrowAsTrouble(error);
  });
  if (enabled === false) throw unusable(SENDING_OFF);
}

async function ask<T>(question: () => Promise<T>, wait: number): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await question();
    } catch (error) {
      const fault = faultOf(error);
      if (tries === TRIES || fault === null || !mayPass(fault)) throw error;
      await sleep(wait);
    }
  }
}

/** Asked too often; or over a connection that SES had closed after the last question, a minute ago. */
function mayPass(fault: SesFault): boolean {
  return isThrottled(fault) || (fault.kind === 'lost' && /^(?:ECONNRESET|EPIPE)$/.test(fault.name));
}

function isNotAllowed(fault: SesFault | null): boolean {
  return fault?.kind === 'refused' && /^(?:AccessDenied(?:Exception)?|NotAuthorized)$/.test(fault.name);
}

function rethrowAsTrouble(error: unknown): never {
  const fault = faultOf(error);
  if (fault === null) throw error;
  const trouble = accountTrouble(fault);
  if (trouble !== null) throw unusable(trouble, error);
  throw new TransportError('transport-unreachable', { ...unreachableWords(fault), cause: error });
}

function unreachableWords(fault: SesFault): { readonly message: string; readonly hint: string } {
  if (isThrottled(fault)) {
    const hint = 'Something else asks SES about this account all the time; try again in a minute.';
    return { message: 'SES does not say how much this account may send: it is asked too often.', hint };
  }
  const hint = 'Check the network and, if they are set, ses.region and AWS_ENDPOINT_URL_SES; then try again.';
  if (fault.kind !== 'refused') return { message: `SES can’t be reached: ${connectionWords(fault.name)}.`, hint };
  return { message: `SES answered ${statusWords(fault)}.`, hint };
}

/** Nothing can be sent with this account. */
export function unusable({ code, what, todo }: AccountTrouble, cause?: unknown): TransportError {
  return new TransportError(code, { message: asSentence(what), hint: asSentence(todo), cause });
}
