import type { Mailbox } from './address.ts';
import { type Body, type Chunk, fillBody, prepareBody } from './body.ts';
import { type MailDate, renderMailDate } from './date-header.ts';
import { firstLineWidth, headerField, unstructuredWords } from './header.ts';
import { type LeaveLinks, leaveFields, listIdField } from './list-headers.ts';
import { mailboxWords } from './mailbox.ts';

/** What all messages of an edition have in common. Texts come as pieces between which values go. */
export interface MailDraft {
  readonly from: Mailbox;
  readonly replyTo: Mailbox | null;
  readonly list: { readonly title: string; readonly id: string };
  readonly text: readonly string[];
  readonly html: readonly string[];
  /** Must hold `=_`. */
  readonly boundary: string;
}

/** A draft with everything encoded that can be ahead: putting a message together is copying. */
export interface PreparedMail {
  readonly from: string;
  readonly replyTo: string;
  readonly listId: string;
  readonly contentType: string;
  readonly beforeText: string;
  readonly text: Body;
  readonly beforeHtml: string;
  readonly html: Body;
  readonly end: string;
}

/** What is one reader's own. The values stand between the draft's pieces, escaped for their places. */
export interface MailValues {
  readonly to: Mailbox;
  readonly subject: string;
  readonly date: MailDate;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly leave: LeaveLinks;
  readonly text: readonly string[];
  readonly html: readonly string[];
}

/** RFC 2046 section 5.1.1, less what would need care in a quoted string. */
const BOUNDARY = /^(?=.*=_)[A-Za-z0-9'()+_,./:=?-]{1,70}$/;
const MESSAGE_ID = /^[A-Za-z0-9.-]+@[A-Za-z0-9.-]+$/;

/** multipart/alternative with the plain text first and the HTML, which is the better one, last: RFC 2046 section 5.1.4. */
export function prepareMail(draft: MailDraft): PreparedMail {
  // `=_` never comes out of quoted-printable or base64, so no part can hold the boundary: RFC 2045 section 6.7, note.
  if (!BOUNDARY.test(draft.boundary)) throw new Error(`not a safe boundary: ${JSON.stringify(draft.boundary)}`);
  const text = prepareBody(draft.text);
  const html = prepareBody(draft.html);
  return {
    from: mailboxField('From', draft.from),
    replyTo: draft.replyTo === null ? '' : mailboxField('Reply-To', draft.replyTo),
    listId: listIdField(draft.list),
    contentType:
      headerField('MIME-Version', ['1.0']) +
      headerField('Content-Type', ['multipart/alternative;', `boundary="${draft.boundary}"`]),
    beforeText: `\r\n--${draft.boundary}\r\n${partHead('plain', text)}`,
    text,
    beforeHtml: `\r\n--${draft.boundary}\r\n${partHead('html', html)}`,
    html,
    end: `\r\n--${draft.boundary}--\r\n`,
  };
}

/** One reader's message: headers and body in one buffer of its own, CRLF line ends throughout. */
export function composeMail(mail: PreparedMail, values: MailValues): Buffer {
  return join([
    headerOf(mail, values) + mail.beforeText,
    ...fillBody(mail.text, values.text),
    mail.beforeHtml,
    ...fillBody(mail.html, values.html),
    mail.end,
  ]);
}

function headerOf(mail: PreparedMail, values: MailValues): string {
  if (!MESSAGE_ID.test(values.messageId)) throw new Error(`not a Message-ID: ${JSON.stringify(values.messageId)}`);
  return (
    mail.from +
    mailboxField('To', values.to) +
    mail.replyTo +
    headerField('Subject', unstructuredWords('Subject', values.subject)) +
    headerField('Date', [renderMailDate(values.date)]) +
    headerField('Message-ID', [`<${values.messageId}>`]) +
    mail.listId +
    leaveFields(values.leave) +
    mail.contentType
  );
}

function mailboxField(name: string, mailbox: Mailbox): string {
  return headerField(name, mailboxWords(mailbox, firstLineWidth(name)));
}

function partHead(subtype: 'plain' | 'html', body: Body): string {
  return (
    headerField('Content-Type', [`text/${subtype};`, 'charset=utf-8']) +
    headerField('Content-Transfer-Encoding', [body.encoding]) +
    '\r\n'
  );
}

/** The size is summed first, so that each byte is copied once (Buffer.concat of small strings would copy twice). */
function join(chunks: readonly Chunk[]): Buffer {
  const bytes = Buffer.allocUnsafe(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    offset += typeof chunk === 'string' ? bytes.write(chunk, offset, 'latin1') : chunk.copy(bytes, offset);
  }
  return bytes;
}
