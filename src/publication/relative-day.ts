import { dateReader } from './date.ts';

const RELATIVE = /^(?:(?<word>today|yesterday)|(?<count>\d{1,4}) (?<unit>day|week|month|year)s? ago)$/i;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The day that a condition of a segment means, as `2026-11-24`: a day written out, `today`, `yesterday`, or so many days,
 * weeks, months or years ago. `today` is the day on which it is asked. Null for anything else. A month ago of the 31st
 * is the last day of a shorter month.
 */
export function relativeDay(text: string, today: string): string | null {
  const written = text.trim();
  if (ISO_DAY.test(written)) return dateReader('UTC')(written) === null ? null : written;
  const parts = RELATIVE.exec(written)?.groups;
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const unit = (parts['word'] ?? parts['unit'] ?? '').toLowerCase();
  const days = DAYS[unit];
  if (days !== undefined) return dayText(new Date(Date.UTC(year, month - 1, day - days * Number(parts['count'] ?? 1))));
  return monthsBefore({ year, month, day }, Number(parts['count']) * (unit === 'year' ? 12 : 1));
}

/** How many days back a word leads, or each of a unit. */
const DAYS: Readonly<Record<string, number>> = { today: 0, yesterday: 1, day: 1, week: 7 };

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function monthsBefore({ year, month, day }: Day, count: number): string {
  const months = year * 12 + (month - 1) - count;
  if (months < 0) return '0000-01-01';
  const lastDay = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  return dayText(new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(day, lastDay))));
}

function dayText(date: Date): string {
  const text = date.toISOString();
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : '0000-01-01';
}
