import { readableText } from '../../audience/readable-text.ts';
import { GRACE } from '../../delivery/schedule/due.ts';
import { done, type Outcome, refuse } from '../refusal.ts';

const MINUTE = 60_000;
const MOST = 24 * 60;
const FORM = /^(?=\d)(?:(\d{1,2})h)?(?:(\d{1,4})(?:m|min))?$/;

/** `--grace 2h`, `90m`, `1h30m` or `0m`: how late a send may begin, in milliseconds; an hour where nothing is said. */
export function parseGrace(text: string | undefined): Outcome<number> {
  if (text === undefined) return done(GRACE);
  const parts = FORM.exec(text.trim());
  const minutes = Number(parts?.[1] ?? 0) * 60 + Number(parts?.[2] ?? 0);
  if (parts !== null && minutes <= MOST) return done(minutes * MINUTE);
  const message = `--grace wants at most 24 hours, not ${readableText(text)}.`;
  return refuse('usage', message, 'Such as --grace 2h, --grace 90m, or --grace 0m.');
}
