import type { Edition } from '../compile/edition.ts';
import { zoneOffsetMinutes } from '../mail/date-header.ts';
import type { Message } from '../mail/message.ts';
import { fillPieces, type ReaderValues } from './fill.ts';
import { type MessageSettings, oneLine, prepareEdition, unsubscribeUrl, writeMessage } from './personalise.ts';
import { PREVIEW_TOKEN } from './token.ts';

const PREVIEW_READER = 'reader@example.com';

/** The mail of a build: to nobody in particular, with the date, the same bytes on every machine and day. */
export function previewMessage(edition: Edition, publication: MessageSettings): Message {
  const { instant, timeZone } = edition.date;
  return writeMessage(prepareEdition(edition, publication, { list: null }), {
    to: PREVIEW_READER,
    fields: {},
    token: PREVIEW_TOKEN,
    messageId: edition.hash.replace(/^sha256:/, '').slice(0, 32),
    date: { instant, offsetMinutes: zoneOffsetMinutes(instant, timeZone) },
  });
}

/** The HTML part as a subscriber with only an address gets it. */
export function previewHtml(edition: Edition, publication: MessageSettings): string {
  return fillPieces(edition.html, settingsOf(edition, publication), previewReader(publication));
}

/** The plain part as a subscriber with only an address gets it. */
export function previewText(edition: Edition, publication: MessageSettings): string {
  return fillPieces(edition.text, settingsOf(edition, publication), previewReader(publication));
}

/** The subject as a subscriber with only an address gets it. */
export function previewSubject(edition: Edition, publication: MessageSettings): string {
  return oneLine(fillPieces(edition.subject, settingsOf(edition, publication), previewReader(publication)));
}

/** The preheader as a subscriber with only an address gets it. */
export function previewPreheader(edition: Edition, publication: MessageSettings): string {
  return fillPieces(edition.preheader, settingsOf(edition, publication), previewReader(publication));
}

function settingsOf(edition: Edition, publication: MessageSettings) {
  return { language: edition.language, fields: publication.fields };
}

function previewReader(publication: MessageSettings): ReaderValues {
  return { fields: {}, unsubscribeUrl: unsubscribeUrl(publication.linkBase, PREVIEW_TOKEN) };
}
