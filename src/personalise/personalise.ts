import { createHash } from 'node:crypto';
import type { Subscriber } from '../audience/subscriber.ts';
import type { Edition } from '../compile/edition.ts';
import { type Mailbox, parseMailbox } from '../mail/address.ts';
import { composeMail, type PreparedMail, prepareMail } from '../mail/compose.ts';
import type { MailDate } from '../mail/date-header.ts';
import type { Message } from '../mail/message.ts';
import { createFiller, type Filler, joinPieces, type ReaderValues } from './fill.ts';
import { type LinkKey, signToken } from './token.ts';

/** What messages take from the publication file. A `Publication` is one. */
export interface MessageSettings {
  readonly name: string;
  readonly url: string;
  readonly linkBase: string;
  readonly from: string;
  readonly replyTo?: string | undefined;
  readonly fields: Readonly<Record<string, { readonly type: string }>>;
}

/** What messages are made of: also what the store keeps of an edition. */
export type MessageEdition = Pick<Edition, 'hash' | 'language' | 'subject' | 'html' | 'text'>;

/** An edition with all that its readers share encoded once; what is left for each is filling and copying. */
export interface PreparedEdition {
  readonly mail: PreparedMail;
  readonly subject: { readonly pieces: readonly string[]; readonly values: Filler };
  readonly text: Filler;
  readonly html: Filler;
  readonly envelopeFrom: string;
  /** The right half of every Message-ID. */
  readonly domain: string;
  readonly linkBase: string;
  /** Where a reader who leaves by mail writes to, as it stands in a `mailto:`. */
  readonly leaveAddress: string;
}

/** Everything about one message that isn't the edition's. */
export interface MessageFacts {
  readonly to: string;
  readonly fields: ReaderValues['fields'];
  readonly token: string;
  /** The left half of the Message-ID. */
  readonly messageId: string;
  readonly date: MailDate;
}

/**
 * Encodes an edition for many readers. `list` is the list that the send goes to, null for none; with the
 * publication's host it makes the List-Id. `from` and `replyTo` must have been checked: one that can't be read throws.
 */
export function prepareEdition(
  edition: MessageEdition,
  publication: MessageSettings,
  { list }: { readonly list: string | null },
): PreparedEdition {
  const from = mailboxOf(publication.from);
  const replyTo = publication.replyTo === undefined ? null : mailboxOf(publication.replyTo);
  const settings = { language: edition.language, fields: publication.fields };
  const mail = prepareMail({
    from,
    replyTo,
    list: { title: publication.name, id: `${listLabel(list)}.${hostOf(publication.url)}` },
    text: edition.text.pieces,
    html: edition.html.pieces,
    boundary: `=_${digest(`boundary ${edition.hash}`)}`,
  });
  return {
    mail,
    subject: { pieces: edition.subject.pieces, values: createFiller(edition.subject, settings) },
    text: createFiller(edition.text, settings),
    html: createFiller(edition.html, settings),
    envelopeFrom: from.address,
    domain: domainOf(from.address),
    linkBase: baseOf(publication.linkBase),
    leaveAddress: mailtoAddress((replyTo ?? from).address),
  };
}

/** One subscriber's message of a send: the same bytes for the same arguments. */
export function personalise(
  prepared: PreparedEdition,
  subscriber: Subscriber,
  { send, keys, date }: { readonly send: string; readonly keys: readonly LinkKey[]; readonly date: MailDate },
): Message {
  return writeMessage(prepared, {
    to: subscriber.address,
    fields: subscriber.fields,
    token: signToken(keys, { subscriber: subscriber.id, send }),
    messageId: digest(`message ${subscriber.id} ${send}`),
    date,
  });
}

/** The reader's own page to leave at; it stays valid for years. */
export function unsubscribeUrl(linkBase: string, token: string): string {
  return `${baseOf(linkBase)}/u/${token}`;
}

export function writeMessage(prepared: PreparedEdition, facts: MessageFacts): Message {
  const url = `${prepared.linkBase}/u/${facts.token}`;
  const reader: ReaderValues = { fields: facts.fields, unsubscribeUrl: url };
  const messageId = `${facts.messageId}@${prepared.domain}`;
  const subject = joinPieces(prepared.subject.pieces, prepared.subject.values(reader));
  const bytes = composeMail(prepared.mail, {
    to: { name: '', address: facts.to },
    subject: oneLine(subject),
    date: facts.date,
    messageId,
    leave: { url, mailto: `mailto:${prepared.leaveAddress}?subject=unsubscribe%20${facts.token}` },
    text: prepared.text(reader),
    html: prepared.html(reader),
  });
  return { envelope: { from: prepared.envelopeFrom, to: facts.to }, messageId: `<${messageId}>`, bytes };
}

/** A subject as it is sent: empty slots leave no gaps. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function mailboxOf(text: string): Mailbox {
  const parsed = parseMailbox(text);
  if (!parsed.ok) throw new Error(`not a mailbox: ${JSON.stringify(text)}: ${parsed.reason}`);
  return parsed.mailbox;
}

/** A list's name as the label of a List-Id; what it can't hold becomes a hyphen. */
function listLabel(list: string | null): string {
  const label = (list ?? '').replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return label === '' ? 'newsletter' : label.toLowerCase();
}

/** URL.hostname is ASCII already; the brackets of an IPv6 literal may not stand in a List-Id. */
function hostOf(url: string): string {
  const name = new URL(url).hostname.replace(/[^A-Za-z0-9.-]+/g, '-');
  return name.replace(/^[-.]+|[-.]+$/g, '') || 'localhost';
}

function baseOf(linkBase: string): string {
  return new URL(linkBase).href.replace(/\/+$/, '');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** RFC 6068 section 2: `%`, `&`, `?` and the like of a local part are encoded. */
function mailtoAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${encodeURIComponent(address.slice(0, at))}@${address.slice(at + 1)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
