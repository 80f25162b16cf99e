import { type Checked, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Located } from '../../diagnostic/source.ts';
import type { Expiry } from '../issue.ts';
import type { ReadDate } from '../read-date.ts';

/** `7 days`, `1 week`. Four digits are years of days, and no list lasts longer. */
const DURATION = /^(?<number>[1-9]\d{0,3}) (?<unit>days?|weeks?)$/i;
/** What people write for it. */
const NEAR_DURATION = /^(?<number>[1-9]\d{0,3})\s*(?<unit>d|w|)(?:ay|eek)?s?$/i;

/** `expires` of a list: a date, or how many days its items last from the first day on, which is counted. */
export function readExpiry(written: Located<string>, readDate: ReadDate): Checked<Expiry> {
  const text = written.value.trim();
  const duration = DURATION.exec(text)?.groups;
  if (duration) {
    const days = Number(duration['number']) * (/^w/i.test(duration['unit'] ?? '') ? 7 : 1);
    return { value: { kind: 'days', days }, diagnostics: [] };
  }
  // What begins like a date is told by the reader of dates what is wrong with it.
  if (/^\d{1,4}[-./年]/.test(text)) {
    const { value: date, diagnostics } = readDate(written);
    return { value: date && { kind: 'date', date }, diagnostics };
  }
  const problem = diagnose('promo/expires-invalid', written.span, {
    message: `\`${text.slice(0, 40)}\` is neither a day nor a number of days`,
    hint: `write ${meant(text) ?? '`7 days`, counted from each item’s `from`'}, or the last day, such as 2026-10-08`,
  });
  return { value: undefined, diagnostics: [problem] };
}

function meant(text: string): string | null {
  const near = NEAR_DURATION.exec(text)?.groups;
  if (!near) return null;
  const unit = /^w/i.test(near['unit'] ?? '') ? 'week' : 'day';
  return `\`${near['number']} ${unit}${near['number'] === '1' ? '' : 's'}\``;
}
