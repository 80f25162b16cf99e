import type { SendTiming } from '../delivery/ledger.ts';
import { windowStates } from '../delivery/schedule/window.ts';
import { parseWindow } from './schedule/parse-window.ts';

/** For how long nothing may leave, by the time of day that a send was given; undefined where it may go at any time. */
export function sendGate({ window: written }: SendTiming, timeZone: string): ((now: number) => number) | undefined {
  if (written === null) return undefined;
  const window = parseWindow(written);
  if (!window.ok) throw new Error(`the store has a window that can’t be read: ${written}`);
  const states = windowStates(window.value, timeZone);
  return (now) => {
    const state = states(now);
    return state.kind === 'open' ? 0 : state.opens - now;
  };
}
