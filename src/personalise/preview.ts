import type { Edition } from '../compile/edition.ts';
import { zoneOffsetMinutes } from '../mail/date-header.ts';
import { OWN_MEMORY } from '../mail/message-pool.ts';
import type { Message } from '../mail/message.ts';
import { oneLine } from '../mail/subject.ts';
import { fillPieces, type ReaderValues } from './fill.ts';
import { fillSettings, type MessageSettings, prepareEdition, writeMessage } from './personalise.ts';
import { PREVIEW_TOKEN } from './token.ts';

const PREVIEW_ADDRESS = 'reader@example.com';
const PREVIEW_READER: ReaderValues = { fields: {}, language: null, token: PREVIEW_TOKEN };

/** The mail of a build: to nobody in particular, with the date, the same bytes on every machine and day. */
export function previewMessage(edition: Edition, publication: MessageSettings): Message {
  const { instant, timeZone } = edition.date;
  const facts = {
    to: PREVIEW_ADDRESS,
    reader: PREVIEW_READER,
    messageId: edition.hash.replace(/^sha256:/, '').slice(0, 32),
    date: { instant, offsetMinutes: zoneOffsetMinutes(instant, timeZone) },
  };
  return writeMessage(prepareEdition(edition, publication, { list: null }), facts, OWN_MEMORY);
}

/** The HTML part as a subscriber with only an address gets it. */
export function previewHtml(edition: Edition, publication: MessageSettings): string {
  return fillPieces(edition.html, fillSettings(edition, publication), PREVIEW_READER);
}

/** The plain part as a subscriber with only an address gets it. */
export function previewText(edition: Edition, publication: MessageSettings): string {
  return fillPieces(edition.text, fillSettings(edition, publication), PREVIEW_READER);
}

/** The subject as a subscriber with only an address gets it. */
export function previewSubject(edition: Edition, publication: MessageSettings): string {
  return oneLine(fillPieces(edition.subject, fillSettings(edition, publication), PREVIEW_READER));
}

/** The preheader as a subscriber with only an address gets it. */
export function previewPreheader(edition: Edition, publication: MessageSettings): string {
  return fillPieces(edition.preheader, fillSettings(edition, publication), PREVIEW_READER);
}
