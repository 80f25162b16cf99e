import { domainToASCII } from 'node:url';

export type AddressResult =
  | { readonly ok: true; readonly address: string }
  /** `reason` completes the sentence "this isn't an address: …". */
  | { readonly ok: false; readonly reason: string };

/** A display name ('' for none) and an address: RFC 5322 section 3.4, without groups. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export type MailboxResult =
  | { readonly ok: true; readonly mailbox: Mailbox }
  | { readonly ok: false; readonly reason: string };

/** RFC 5321 section 4.5.3.1.1. */
const LOCAL_MAX = 64;
/** RFC 5321 section 4.5.3.1.3: a path of 256 octets less its angle brackets. */
const ADDRESS_MAX = 254;
/** RFC 5322 section 3.2.3. */
const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** RFC 1035 section 2.3.1 with RFC 1123 section 2.1: letters, digits, hyphens inside. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const ASCII = /^[\x20-\x7e]*$/;
const CONTROL = /\p{Cc}/u;
const QUOTED_NAME = /^"((?:[^"\\]|\\.)*)"$/;

/**
 * A plain address as subscribers have one, from text with or without space around it. The local part keeps its case
 * (RFC 5321 section 2.4), the domain becomes lower-case ASCII (IDNA).
 * Stricter than RFC 5321, since SES and most receivers are: no quoted local part, no address literal, no SMTPUTF8.
 */
export function parseAddress(text: string): AddressResult {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 0) return refuse(trimmed === '' ? 'it is empty' : 'it has no “@”');
  const local = trimmed.slice(0, at);
  const localReason = refuseLocal(local);
  if (localReason !== null) return refuse(localReason);
  const domain = domainToLowerAscii(trimmed.slice(at + 1));
  if (!domain.ok) return domain;
  const address = `${local}@${domain.address}`;
  if (address.length > ADDRESS_MAX) return refuse(`it is longer than ${ADDRESS_MAX} characters`);
  return { ok: true, address };
}

/** What two addresses are compared by: one person isn't mailed twice for a capital letter. */
export function addressKey(address: string): string {
  return address.toLowerCase();
}

/** `daily@example.org`, `The Daily <daily@example.org>` or `"Daily, The" <daily@example.org>`: exactly one mailbox. */
export function parseMailbox(text: string): MailboxResult {
  const trimmed = text.trim();
  if (CONTROL.test(trimmed)) return refuse('it holds a line break or another control character');
  if (!trimmed.endsWith('>')) return asMailbox('', trimmed);
  const open = trimmed.lastIndexOf('<');
  if (open < 0) return refuse('it has a “>” without a “<” before it');
  const name = parseName(trimmed.slice(0, open).trim());
  if (name === null) return refuse('the name before the “<” can’t be read; put it in "quotes"');
  return asMailbox(name, trimmed.slice(open + 1, -1));
}

function asMailbox(name: string, text: string): MailboxResult {
  const parsed = parseAddress(text);
  return parsed.ok ? { ok: true, mailbox: { name, address: parsed.address } } : parsed;
}

/** Unquoted names may hold any character but the ones that would begin something else, such as a second mailbox. */
function parseName(text: string): string | null {
  const quoted = QUOTED_NAME.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(.)/gu, '$1').trim();
  return /["<>]|@.*,/.test(text) ? null : text;
}

function refuseLocal(local: string): string | null {
  if (local === '') return 'nothing stands before the “@”';
  if (local.startsWith('"')) return 'a quoted part before the “@” can’t be mailed to through SES';
  if (!ASCII.test(local)) return 'the part before the “@” may only hold ASCII letters: SES has no SMTPUTF8';
  if (local.length > LOCAL_MAX) return `the part before the “@” is longer than ${LOCAL_MAX} characters`;
  if (local.includes('@')) return 'it has more than one “@”';
  if (/[\s,;<>]/.test(local)) return 'it holds a space, a comma or a bracket; one address is expected';
  if (!DOT_ATOM.test(local)) return 'the part before the “@” has a dot or another character where none may stand';
  return null;
}

function domainToLowerAscii(text: string): AddressResult {
  if (text === '') return refuse('nothing stands after the “@”');
  if (text.startsWith('[')) return refuse('an address literal in brackets isn’t a domain');
  // domainToASCII reads hosts as URLs do: it drops what follows a slash, undoes %41 and skips line breaks.
  if (/[^A-Za-z0-9.\u{80}-\u{10ffff}-]/u.test(text))
    return refuse('the domain has a character that no domain may have');
  const domain = domainToASCII(text);
  const labels = domain.split('.');
  if (domain === '' || !labels.every((label) => LABEL.test(label))) return refuse('the domain isn’t a valid name');
  if (labels.length < 2) return refuse('the domain has no dot');
  // An all-numeric last label is an IPv4 address or a slip (RFC 3696 section 2).
  if (/^\d+$/.test(labels.at(-1) ?? '')) return refuse('the domain ends in a number');
  return { ok: true, address: domain };
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
