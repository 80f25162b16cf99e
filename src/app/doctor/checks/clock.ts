import { type Check, EVERY } from '../exam.ts';
import { failing, fine, skipped } from '../finding.ts';

/** SES refuses signatures that are five minutes off; the Date of mails and of reports is wrong long before. */
const MOST_SKEW = 60_000;

export const clock: Check = {
  name: 'clock',
  transports: EVERY,
  examine: ({ clocks }) => {
    if (clocks === null)
      return skipped('No server’s clock was seen.', 'Run `courant doctor --online`: it asks your own sites.');
    const skew = clocks.ours - clocks.theirs;
    if (Math.abs(skew) <= MOST_SKEW) return fine('This machine’s clock is right.');
    return failing(
      `This machine’s clock is ${lasting(Math.abs(skew))} ${skew > 0 ? 'fast' : 'slow'}.`,
      'Set it, and keep it set: `sudo timedatectl set-ntp true` on most Linux systems.',
    );
  },
};

function lasting(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24).toLocaleString('en')} days`;
}
