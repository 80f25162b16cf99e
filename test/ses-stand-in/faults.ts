import { chance } from './chance.ts';
import type { Refusal, Settings } from './options.ts';

/**
 * `…Before`: nothing was accepted; `…After`: the message was, whatever the caller hears. `reset`: RST; `error`: a 5xx;
 * `hang`: no answer until the stand-in closes; `truncate`: a 200 whose body is empty, cut, or shorter than announced;
 * `closeIdle`: a whole answer, and then the kept socket is closed, at once or as the next request comes in on it.
 */
export const FAULTS = [
  'resetBefore',
  'errorBefore',
  'hangBefore',
  'resetAfter',
  'errorAfter',
  'hangAfter',
  'truncateAfter',
  'closeIdle',
] as const;

export type FaultName = (typeof FAULTS)[number];

export type Fate =
  | { readonly kind: 'served' }
  | { readonly kind: 'fault'; readonly fault: FaultName }
  | { readonly kind: 'error'; readonly error: Refusal };

type FaultSettings = Pick<Settings, 'seed' | 'faults' | 'sequence'>;

/** What shall befall a SendRawEmail call, by its number from 1. The shares divide one draw, so at most one befalls it. */
export function fateOf(call: number, { seed, faults, sequence }: FaultSettings): Fate {
  const exact = sequence.find((one) => one.call === call);
  if (exact !== undefined) return 'fault' in exact ? { kind: 'fault', ...exact } : { kind: 'error', ...exact };
  let drawn = chance(seed, call, 'fault');
  for (const fault of FAULTS) {
    drawn -= faults[fault] ?? 0;
    if (drawn < 0) return { kind: 'fault', fault };
  }
  return { kind: 'served' };
}
