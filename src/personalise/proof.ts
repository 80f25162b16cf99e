import { createHash } from 'node:crypto';
import type { FieldValue } from '../audience/subscriber.ts';
import type { Pieces } from '../compile/edition.ts';
import type { MailDate } from '../mail/date-header.ts';
import { OWN_MEMORY } from '../mail/message-pool.ts';
import type { Message } from '../mail/message.ts';
import { capText } from './clean-value.ts';
import { languageOf, type MessageEdition, type MessageSettings, prepareEdition, writeMessage } from './personalise.ts';
import { PREVIEW_TOKEN } from './token.ts';

/** Who gets a proof, and which of its messages it is. */
export interface ProofFacts {
  readonly to: string;
  /** The fields of the subscriber as whom it is rendered; empty for a reader of whom only the address is known. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** The proof's name and the message's place in it: they make the Message-ID. */
  readonly proof: string;
  readonly place: number;
  readonly date: MailDate;
}

const MARK = '[Proof] ';
/** Exchange and Outlook keep 255 characters of a subject: the mark must not push the editor's words over that. */
const SUBJECT_MAX = 255;

/**
 * An edition as test mails. Their links carry the token of builds, which verifies as nothing: whoever clicks in one,
 * nobody is unsubscribed, least of all the subscriber as whom it was rendered.
 */
export function prepareProof(edition: MessageEdition, publication: MessageSettings): (facts: ProofFacts) => Message {
  const prepared = prepareEdition({ ...edition, subject: marked(edition.subject) }, publication, { list: null });
  return ({ to, fields, proof, place, date }) => {
    const messageId = createHash('sha256').update(`${proof} ${place}`).digest('hex').slice(0, 32);
    const reader = { fields, language: languageOf(fields), token: PREVIEW_TOKEN };
    return writeMessage(prepared, { to, reader, messageId, date }, OWN_MEMORY);
  };
}

function marked({ pieces, slots }: Pieces): Pieces {
  let room = SUBJECT_MAX;
  const kept = pieces.map((piece, index) => {
    const text = capText(index === 0 ? MARK + piece : piece, room);
    room -= text.length;
    return text;
  });
  return { pieces: kept, slots };
}
