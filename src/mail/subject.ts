import { encodedWords } from './encoded-word.ts';
import { firstLineWidth, headerField, isPlain } from './header.ts';
import { remembered } from './remembered.ts';

/** A subject between whose pieces a reader's values go. */
export type SubjectField = (values: readonly string[]) => string;

/** The room of a folded line, less the space before it. */
const FOLDED_WIDTH = 75;

/** A subject as it is sent: empty slots leave no gaps. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/**
 * The Subject field with its final CRLF. Where not all of it is ASCII each piece and each value is encoded by itself:
 * readers drop what stands between encoded words (RFC 2047 section 6.2), and the pieces are encoded once for everybody.
 */
export function createSubjectField(pieces: readonly string[]): SubjectField {
  if (pieces.length === 1) {
    const field = subjectField(oneLine(pieces[0] ?? ''));
    return () => field;
  }
  const texts = trimmedPieces(pieces);
  const encoded = texts.map((text, index) => wordsOf(text, index === 0 ? firstLineWidth('Subject') : FOLDED_WIDTH));
  const startsWithValue = texts[0] === '';
  const room = firstLineWidth('Subject');
  const wordsOfFirst = remembered((value) => wordsOf(value, room));
  const wordsOfOther = remembered((value) => wordsOf(value, FOLDED_WIDTH));
  return (values) => {
    const joined = join(pieces, values);
    if (joined.length <= room && isPlain(joined)) return `Subject: ${joined}\r\n`;
    const subject = oneLine(joined);
    // An empty value may leave two spaces where one is to stand.
    if (isPlain(subject) || values.some(isGap)) return subjectField(subject);
    const words = encoded.flatMap((own, index) => {
      const words = index === 1 && startsWithValue ? wordsOfFirst : wordsOfOther;
      return index === 0 ? own : [...words(values[index - 1] ?? ''), ...own];
    });
    return headerField('Subject', words);
  };
}

function subjectField(subject: string): string {
  if (subject === '') return headerField('Subject', []);
  return headerField('Subject', isPlain(subject) ? subject.split(' ') : wordsOf(subject, firstLineWidth('Subject')));
}

function wordsOf(text: string, width: number): readonly string[] {
  return text === '' ? [] : encodedWords(text, width);
}

function isGap(value: string): boolean {
  return value === '' || value !== oneLine(value);
}

/** One space where several stood, none at the two ends of the whole. */
function trimmedPieces(pieces: readonly string[]): readonly string[] {
  return pieces.map((piece, index) => {
    const text = piece.replace(/\s+/gu, ' ');
    if (index === 0) return text.trimStart();
    return index === pieces.length - 1 ? text.trimEnd() : text;
  });
}

function join(pieces: readonly string[], values: readonly string[]): string {
  let joined = pieces[0] ?? '';
  for (const [index, value] of values.entries()) joined += value + (pieces[index + 1] ?? '');
  return joined;
}
