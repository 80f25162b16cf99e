import { createHash } from 'node:crypto';
import type { Subscriber } from '../audience/subscriber.ts';
import type { Edition } from '../compile/edition.ts';
import { type Mailbox, parseMailbox } from '../mail/address.ts';
import { composeMail, type PreparedMail, prepareMail } from '../mail/compose.ts';
import type { MailDate } from '../mail/date-header.ts';
import { type MessagePool, OWN_MEMORY } from '../mail/message-pool.ts';
import type { Message } from '../mail/message.ts';
import { fillableText, type Filler, type FillSettings, type ReaderValues } from './fill.ts';
import { type LinkKey, signReader } from './token.ts';

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
  readonly subject: Filler;
  readonly text: Filler;
  readonly html: Filler;
  readonly envelopeFrom: string;
  /** The right half of every Message-ID. */
  readonly domain: string;
}

/** Everything about one message that isn't the edition's. */
export interface MessageFacts {
  readonly to: string;
  readonly reader: ReaderValues;
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
  const settings = fillSettings(edition, publication);
  const [subject, text, html] = [edition.subject, edition.text, edition.html].map((part) =>
    fillableText(part, settings),
  );
  if (subject === undefined || text === undefined || html === undefined) throw new Error('an edition has three texts');
  const mail = prepareMail({
    from,
    replyTo,
    list: { title: publication.name, id: `${listLabel(list)}.${hostOf(publication.url)}` },
    leave: {
      url: `${settings.linkBase}/u/`,
      mailto: `mailto:${mailtoAddress((replyTo ?? from).address)}?subject=unsubscribe%20`,
    },
    subject: subject.pieces,
    text: text.pieces,
    html: html.pieces,
    boundary: `=_${boundaryOf(edition.hash)}`,
  });
  return {
    mail,
    subject: subject.values,
    text: text.values,
    html: html.values,
    envelopeFrom: from.address,
    domain: domainOf(from.address),
  };
}

/** How an edition's slots are filled. */
export function fillSettings(edition: Pick<Edition, 'language'>, publication: MessageSettings): FillSettings {
  return { language: edition.language, fields: publication.fields, linkBase: baseOf(publication.linkBase) };
}

/** What all messages of a send are made with. */
export interface SendFacts {
  readonly send: string;
  readonly keys: readonly LinkKey[];
  readonly date: MailDate;
  /** Where messages are written; without it each has memory of its own. */
  readonly memory?: Pick<MessagePool, 'take'>;
}

/** One subscriber's message of a send: the same bytes for the same arguments. */
export function personalise(
  prepared: PreparedEdition,
  subscriber: Subscriber,
  { send, keys, date, memory = OWN_MEMORY }: SendFacts,
): Message {
  const { token, messageId } = signReader(keys, { subscriber: subscriber.id, send });
  const { fields } = subscriber;
  const reader = { fields, language: languageOf(fields), token };
  return writeMessage(prepared, { to: subscriber.address, reader, messageId, date }, memory);
}

/** The reader's own language, where the publication keeps it in a field of this name. */
export function languageOf(fields: Subscriber['fields']): string | null {
  const language = Object.hasOwn(fields, 'language') ? fields['language'] : undefined;
  return typeof language === 'string' && language !== '' ? language : null;
}

export function writeMessage(
  prepared: PreparedEdition,
  { to, reader, messageId: left, date }: MessageFacts,
  memory: Pick<MessagePool, 'take'>,
): Message {
  const messageId = `${left}@${prepared.domain}`;
  const values = {
    to: { name: '', address: to },
    subject: prepared.subject(reader),
    date,
    messageId,
    token: reader.token,
    text: prepared.text(reader),
    html: prepared.html(reader),
  };
  const bytes = composeMail(prepared.mail, values, memory);
  return { envelope: { from: prepared.envelopeFrom, to }, messageId: `<${messageId}>`, bytes };
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

/** Long enough for no two editions to share one; `=_` before it keeps it out of every encoded part. */
function boundaryOf(hash: string): string {
  return createHash('sha256').update(`boundary ${hash}`).digest('hex').slice(0, 32);
}
