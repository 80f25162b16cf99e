import { parseDate } from '../publication/date.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** RFC 822 section 5, with the year of RFC 1123; names of zones other than Greenwich's say too little. */
const RFC_822 =
  /^(?:[a-z]{3,9},?\s+)?(?<day>\d{1,2})\s+(?<month>[a-z]{3})[a-z]*\.?\s+(?<year>\d{4})(?:\s+(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2}))?\s*(?<zone>[+-]\d{2}:?\d{2}|gmt|utc?|z|est|edt|cst|cdt|mst|mdt|pst|pdt)?)?$/i;
const ISO =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?<zone>z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const CHINESE =
  /^(?<year>\d{4})[年/.-](?<month>\d{1,2})[月/.-](?<day>\d{1,2})日?(?:\s*(?<time>\d{2}:\d{2}(?::\d{2})?))?$/u;
/** RFC 822 section 5.1. */
const AMERICAN: Readonly<Record<string, string>> = {
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
};

/** A date as pages and feeds write it, as a front matter wants it; null where it isn't one that leaves no doubt. */
export function readMoment(written: string | null | undefined): string | null {
  const text = written?.trim() ?? '';
  const made = fromIso(text) ?? fromRfc822(text) ?? fromChinese(text);
  return made !== null && parseDate(made, 'UTC') !== null ? made : null;
}

function fromIso(text: string): string | null {
  const groups = ISO.exec(text)?.groups;
  if (groups === undefined) return null;
  const { day = '', time, zone } = groups;
  return time === undefined ? day : `${day}T${time}${zoneOf(zone)}`;
}

function fromRfc822(text: string): string | null {
  const groups = RFC_822.exec(text)?.groups;
  if (groups === undefined) return null;
  const { year = '', day = '', hour, minute = '', second, zone } = groups;
  const month = MONTHS.indexOf((groups['month'] ?? '').toLowerCase()) + 1;
  const date = `${year}-${two(month)}-${two(Number(day))}`;
  return hour === undefined
    ? date
    : `${date}T${hour}:${minute}${second === undefined ? '' : `:${second}`}${zoneOf(zone)}`;
}

function fromChinese(text: string): string | null {
  const groups = CHINESE.exec(text)?.groups;
  if (groups === undefined) return null;
  const { year = '', month, day, time } = groups;
  const date = `${year}-${two(Number(month))}-${two(Number(day))}`;
  return time === undefined ? date : `${date}T${time}`;
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined) return '';
  if (/^[+-]/.test(zone)) return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  return AMERICAN[zone.toLowerCase()] ?? 'Z';
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
