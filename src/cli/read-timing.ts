import { done, type Outcome, refuse } from '../app/refusal.ts';
import { parseAt } from '../app/schedule/parse-at.ts';
import { parseGrace } from '../app/schedule/parse-grace.ts';
import { parseWindow } from '../app/schedule/parse-window.ts';
import type { AskedTiming } from '../app/time-send.ts';
import type { CommandInput, CommandOption } from './command.ts';
import { realClock } from './real-ports.ts';

export const GRACE_OPTION: CommandOption = {
  flags: '--grace <time>',
  describe: 'how late a send may begin that was to go --at a time (default: 1h)',
};

export const TIMING_OPTIONS: readonly CommandOption[] = [
  { flags: '--at <time>', describe: 'send at 08:00, "tomorrow 08:00", "2026-11-25 08:00 Asia/Tokyo" …' },
  { flags: '--window <times>', describe: 'send only at this time of day, such as 08:00-20:00' },
  { flags: '--recipient-time', describe: '--at and --window by each reader’s own clocks' },
  GRACE_OPTION,
];

export function readTiming(input: CommandInput, timeZone: string): Outcome<AskedTiming> {
  const grace = parseGrace(input.text('grace'));
  if (!grace.ok) return grace;
  const [atText, windowText] = [input.text('at'), input.text('window')];
  const at =
    atText === undefined ? done(null) : parseAt(atText, { now: realClock.now(), timeZone, grace: grace.value });
  if (!at.ok) return at;
  const window = windowText === undefined ? done(null) : parseWindow(windowText);
  if (!window.ok) return window;
  const clocks = input.flag('recipientTime') ? 'reader' : 'publication';
  if (clocks === 'reader' && at.value === null && window.value === null)
    return refuse('usage', '--recipient-time says by whose clocks, but not when.', 'Add --at or --window.');
  if (clocks === 'reader' && at.value?.zoneFrom === 'written')
    return refuse(
      'usage',
      '--at names a zone, and --recipient-time another for each reader.',
      'Leave one of them out.',
    );
  return done({ at: at.value, window: window.value, clocks });
}
