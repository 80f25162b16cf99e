import { formatMoment } from '../delivery/schedule/format-moment.ts';
import { localTimes } from '../delivery/schedule/local-times.ts';
import { countSpread, spreadText } from '../delivery/schedule/spread.ts';
import type { Window } from '../delivery/schedule/window.ts';
import type { DraftedSend } from './draft-send.ts';
import type { At } from './schedule/parse-at.ts';
import { windowText } from './schedule/parse-window.ts';

/** What a command line says of when a send is to go. */
export interface AskedTiming {
  readonly at: At | null;
  readonly window: Window | null;
  /** `reader`: by each reader's own clocks. */
  readonly clocks: 'publication' | 'reader';
}

export interface TimedDraft {
  readonly draft: DraftedSend;
  /** When it goes, in a sentence for the plan; asked once the audience was gone through. Empty for at once. */
  readonly when: () => string;
}

/** Gives a drafted send its time: one moment or window for all, or each reader's own. */
export function timeSend(
  draft: DraftedSend,
  { at, window, clocks }: AskedTiming,
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): TimedDraft {
  if (clocks === 'reader') return timeByReader(draft, { at, window }, { timeZone, now });
  const timing = { notBefore: at?.instant ?? null, window: window === null ? null : windowText(window) };
  const words = [
    ...(at === null ? [] : [`It goes at ${formatMoment(at.instant, at.timeZone, now)}.`]),
    ...(at === null || at.note === null ? [] : [at.note]),
    ...(timing.window === null ? [] : [`It goes only from ${timing.window.replace('-', ' to ')} in ${timeZone}.`]),
  ];
  return { draft: { ...draft, request: { ...draft.request, timing } }, when: () => words.join(' ') };
}

/** The send begins at once, and each recipient waits in the ledger for their own time. */
function timeByReader(
  draft: DraftedSend,
  { at, window }: Pick<AskedTiming, 'at' | 'window'>,
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): TimedDraft {
  const timesOf = localTimes({ at: at?.wall ?? null, window, fallbackZone: timeZone, now });
  let spread = countSpread();
  const windowFor: DraftedSend['request']['windowFor'] = ({ fields }) => {
    const times = timesOf(fields['time_zone']);
    spread.add(times);
    return { notBefore: times.notBefore, notAfter: times.notAfter ?? undefined };
  };
  const when = (): string => {
    const text = spreadText(spread.read(), timeZone, now);
    spread = countSpread();
    return text === '' ? '' : `By each reader’s own clocks it goes ${text}.`;
  };
  return { draft: { ...draft, request: { ...draft.request, windowFor } }, when };
}
