import type { Refusal } from './options.ts';

const MAX_BYTES = 10 * 1024 * 1024;
/** RFC 5322 section 2.1.1, without CR and LF. */
const MAX_LINE = 998;
const LF = 0x0a;

/** Headers of which SES takes one. */
const SINGLE = ['from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'subject', 'date', 'message-id', 'mime-version'];

/** What SES finds wrong with a raw message, or null. */
export function messageRefusal(raw: Buffer): Refusal | null {
  if (raw.length > MAX_BYTES) return invalid(`Message length is more than ${MAX_BYTES} bytes long: '${raw.length}'.`);
  if (raw.length === 0) return invalid('Empty raw message.');
  if (hasLongLine(raw)) return invalid(`Line length exceeds ${MAX_LINE} characters.`);
  const names = headerNames(raw);
  if (!names.includes('from')) return invalid("Missing required header 'From'.");
  const twice = SINGLE.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  return twice === undefined ? null : invalid(`Duplicate header '${twice}'.`);
}

/** The address of the From header, or '' where none can be read. */
export function fromAddress(raw: Buffer): string {
  const line = /^from:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)/im.exec(headOf(raw))?.[1] ?? '';
  return (/<([^<>]*)>\s*$/.exec(line)?.[1] ?? line).trim().toLowerCase();
}

function headerNames(raw: Buffer): readonly string[] {
  return [...headOf(raw).matchAll(/^([!-9;-~]+):/gm)].map(([, name = '']) => name.toLowerCase());
}

function headOf(raw: Buffer): string {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((end) => end !== -1);
  return raw.toString('latin1', 0, ends.length === 0 ? raw.length : Math.min(...ends));
}

/**
 * Leaps from the last LF that the longest allowed line can reach to the next such LF: 80 steps for 80 KB, where line by
 * line would be 1,000.
 */
function hasLongLine(raw: Buffer): boolean {
  for (let from = 0; raw.length - from > MAX_LINE; ) {
    const last = raw.subarray(from, from + MAX_LINE + 2).lastIndexOf(LF);
    if (last === -1) return true;
    from += last + 1;
  }
  return false;
}

function invalid(message: string): Refusal {
  return { code: 'InvalidParameterValue', message };
}
