import { createHash } from 'node:crypto';
import type { AddressedEvent, EventReading } from '../delivery/events.ts';
import { addressKey, parseMailbox } from '../mail/address.ts';
import { fieldOf, isObject, listField, textField, timeField } from './ses-events-fields.ts';
import { KINDS, type SesKind } from './ses-events-kinds.ts';
import { openSplitter, type SplitValue } from './ses-events-split.ts';
import { type Unwrapped, unwrap } from './ses-events-unwrap.ts';

/**
 * Reads Amazon SES's events from a text of any size, a piece at a time: as event publishing writes them or as the older
 * notifications do, bare or in what carried them, in lines or without any, in an array. Source: "Contents of event data
 * that Amazon SES publishes to Amazon SNS" of the SES developer guide.
 */
export async function* readSesEvents(chunks: AsyncIterable<string>): AsyncGenerator<readonly EventReading[]> {
  const splitter = openSplitter();
  for await (const chunk of chunks) yield splitter.push(chunk).flatMap(readValue);
  yield splitter.end().flatMap(readValue);
}

function readValue(value: SplitValue): readonly EventReading[] {
  const { line } = value;
  if (value.kind === 'broken') return [{ kind: 'broken', line, reason: value.reason }];
  if (value.kind === 'greeting') return [{ kind: 'skipped', line }];
  const readings: EventReading[] = [];
  for (const found of unwrap(value.value)) {
    if (readings.length === MOST) return [...readings, { kind: 'broken', line, reason: TOO_MANY }];
    readings.push(readRecord(found, line));
  }
  return readings;
}

/** As many as a Lambda gets at once. */
const MOST = 10_000;
const TOO_MANY = `it holds more than ${MOST.toLocaleString('en')} messages, and the others were left out`;

function readRecord(found: Unwrapped, line: number): EventReading {
  if (found.kind !== 'record') return { ...found, line };
  const kind = KINDS.get(found.type);
  if (kind === undefined) return { kind: 'skipped', line };
  const mail = fieldOf(found.record, 'mail');
  if (!isObject(mail)) return { kind: 'broken', line, reason: 'it doesn’t say of which message it is' };
  const tags = fieldOf(mail, 'tags');
  const send = tagOf(tags, 'courant-send');
  const attempt = attemptOf(tagOf(tags, 'courant-attempt'));
  if (send === undefined || attempt === undefined) return { kind: 'foreign', line };
  const part = fieldOf(found.record, kind.part);
  const messageId = textField(mail, 'messageId') ?? '';
  if (!MESSAGE_ID.test(messageId)) return { kind: 'broken', line, reason: 'its message id can’t be read' };
  const at = timeField(part, 'timestamp') ?? timeField(mail, 'timestamp');
  if (at === undefined) return { kind: 'broken', line, reason: 'its time can’t be read' };
  const detail = kind.detailOf(part);
  const key = keyOf([messageId, found.type, at, attempt, textField(part, 'feedbackId') ?? '', linkOf(part)]);
  const event: AddressedEvent = {
    key,
    send,
    attempt,
    kind: kind.kindOf(part),
    messageId,
    detail: detail === null ? null : withoutAddresses(detail),
    at,
    recipients: recipientsOf(mail, part, kind),
  };
  return { kind: 'event', line, event };
}

const MESSAGE_ID = /^[\x21-\x7e]{1,200}$/;

/** `tags` maps a name to the list of its values. */
function tagOf(tags: unknown, name: string): string | undefined {
  const [first = fieldOf(tags, name)] = listField(tags, name);
  return typeof first === 'string' || typeof first === 'number' ? String(first) : undefined;
}

function attemptOf(tag: string | undefined): number | undefined {
  return tag !== undefined && /^[1-9]\d{0,14}$/.test(tag) ? Number(tag) : undefined;
}

/** Two links of one message may be followed in the same millisecond. */
function linkOf(part: unknown): string {
  return textField(part, 'link') ?? '';
}

/** Hashed, so that a link or whatever else SES puts into its ids tells nothing once its reader is erased. */
function keyOf(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 24);
}

/**
 * Courant sends to one recipient a call. What the part names may be somebody else: a server that forwards the message
 * reports the address that it forwarded to.
 */
function recipientsOf(mail: object, part: unknown, kind: SesKind): readonly string[] {
  const destination = listField(mail, 'destination').flatMap(addressOf);
  if (destination.length > 0 || kind.recipients === undefined) return destination;
  return listField(part, kind.recipients).flatMap(addressOf);
}

function addressOf(value: unknown): readonly string[] {
  const text = typeof value === 'string' ? value : textField(value, 'emailAddress');
  if (text === undefined) return [];
  const parsed = parseMailbox(text);
  return [addressKey(parsed.ok ? parsed.mailbox.address : text)];
}

/** Words for people: one line without addresses, and no longer than anybody reads. */
function withoutAddresses(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/[^\s<>"'/?&=;,:]{1,64}(?:@|%40)[^\s<>"'/?&=;,:]+/gi, '…')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim();
}
