import type { LedgerStep } from '../../src/delivery/carry-out.ts';
import { chance } from '../ses-stand-in/chance.ts';
import type { StandInOptions } from '../ses-stand-in/stand-in.ts';

/** When a process is killed. Shares are of the readers who wait when it starts; `after` is in milliseconds. */
export type Moment =
  | { readonly kind: 'start'; readonly after: number }
  /** Once it has asked for the account's quota: what it does next is to plan, or to take the send on. */
  | { readonly kind: 'planning'; readonly after: number }
  | { readonly kind: 'sending'; readonly share: number; readonly after: number }
  /** Once everybody who waited was called. */
  | { readonly kind: 'end'; readonly after: number }
  /** It kills itself, in a step of the ledger. */
  | { readonly kind: 'step'; readonly step: LedgerStep; readonly share: number };

/** Everything in a run that is left to chance; the same for the same seed. */
export interface RunPlan {
  readonly seed: number;
  readonly readers: number;
  readonly moments: readonly Moment[];
  readonly standIn: StandInOptions;
  /** SES says no to them. */
  readonly refused: readonly string[];
  /** The process, counted from 0, that finds nobody listening when it wants to send. */
  readonly outage: number | null;
  /** When the events of SES so far come in, while others of them are still to happen: beside a process, or after it. */
  readonly news: { readonly process: number; readonly when: 'beside' | 'after' } | null;
  /** Who wants no more mail, and after which process. */
  readonly leaving: { readonly after: number; readonly addresses: readonly string[] } | null;
  /** Milliseconds for which a call is waited for. Where it's said, only the child sends: the program has no such setting. */
  readonly answer?: number;
}

/** How often a step comes round in a pass. */
export const STEPS = {
  acquired: 'once',
  recovered: 'once',
  'batch-taken': 'group',
  'attempts-recorded': 'group',
  'call-returned': 'call',
  'outcomes-recorded': 'group',
  released: 'once',
} as const satisfies Record<LedgerStep, 'once' | 'group' | 'call'>;

/** 3 % of the calls leave it open what became of them; the sockets closed on top lose a call now and then. */
const FAULTS = {
  resetBefore: 0.006,
  resetAfter: 0.006,
  errorBefore: 0.006,
  errorAfter: 0.006,
  truncateAfter: 0.006,
  closeIdle: 0.003,
};
const LATENCY: [number, number] = [1, 12];
const REFUSED = 3;
const LEAVING = 2;
const NO = { code: 'InvalidParameterValue', message: 'Local address contains control or whitespace' };
const TOO_FAST = { code: 'Throttling', message: 'Maximum sending rate exceeded.' };

export function addressOf(reader: number): string {
  return `reader${reader}@example.org`;
}

export function drawRun(seed: number, readers: number): RunPlan {
  const draw = (purpose: string, place = 0): number => chance(seed, place, purpose);
  const some = (purpose: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => addressOf(1 + Math.floor(draw(purpose, index) * readers)));
  const maybe = (purpose: string, share: number): number | null =>
    draw(`${purpose}?`) < share ? Math.floor(draw(purpose) * 3) : null;
  const refused = some('refused', REFUSED);
  const [leaving, news] = [maybe('leaving', 0.2), maybe('news', 0.4)];
  const throttled = draw('throttled?') < 0.2 ? [1 + Math.floor(draw('throttled') * readers)] : [];
  return {
    seed,
    readers,
    moments: drawMoments(draw),
    refused,
    outage: maybe('outage', 0.2),
    news: news === null ? null : { process: news, when: draw('beside') < 0.5 ? 'beside' : 'after' },
    leaving: leaving === null ? null : { after: leaving, addresses: some('leaver', LEAVING) },
    standIn: {
      seed,
      faults: FAULTS,
      latency: LATENCY,
      rejectRecipient: Object.fromEntries(refused.map((address) => [address, NO])),
      sequence: throttled.map((call) => ({ call, error: TOO_FAST })),
      outcomes: { bounce: 0.02, complaint: 0.005, silent: 0.25, duplicate: 0.1 },
    },
  };
}

type Draw = (purpose: string, place?: number) => number;

/** One to five. A process that stops at a step carries a send out that is planned: some other one was sending before. */
function drawMoments(draw: Draw): readonly Moment[] {
  const count = 1 + Math.floor(draw('kills') * 5);
  const moments: Moment[] = [];
  for (let place = 0; place < count; place += 1) {
    const planned = moments.some(({ kind }) => kind === 'sending');
    moments.push(
      planned && draw('step?', place) < 0.7
        ? drawStep(draw, place)
        : drawMoment(draw, place, planned ? 'planned' : 'unplanned'),
    );
  }
  return moments;
}

function drawStep(draw: Draw, place: number): Moment {
  const steps = stepNames();
  const step = steps[Math.floor(draw('step', place) * steps.length)] ?? 'acquired';
  return { kind: 'step', step, share: draw('share', place) ** 2 };
}

export function stepNames(): readonly LedgerStep[] {
  const isStep = (name: string): name is LedgerStep => Object.hasOwn(STEPS, name);
  return Object.keys(STEPS).filter(isStep);
}

/** Squared, so that what is left lasts for the kills to come. */
function drawMoment(draw: Draw, place: number, send: 'planned' | 'unplanned'): Moment {
  const drawn = draw('kind', place);
  const after = draw('after', place);
  if (drawn < 0.15) return { kind: 'start', after: 400 * after };
  if (drawn < 0.3) return { kind: 'planning', after: 80 * after };
  if (drawn < 0.6 || send === 'unplanned')
    return { kind: 'sending', share: draw('share', place) ** 2, after: 20 * after };
  return { kind: 'end', after: 20 * after };
}
