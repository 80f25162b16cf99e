/** A line that could be an item of a ranked list: a bullet or another sign, and a number that may run into the title. */
export interface RankedLine {
  /** The digits, ASCII. */
  readonly digits: string;
  /** What follows the digits. */
  readonly rest: string;
  /** `glued`: the title may follow at once, and may itself begin with digits. `marked`: a dot or bracket ends the number. */
  readonly kind: 'glued' | 'marked';
}

const DIGITS = '[0-9０-９]{1,9}';
/** `- 1Title`, `• 2 Title`, `#3 Title`, `No. 4 Title`; also full-width, and the dashes that programs make of `-`. */
const GLUED = new RegExp(`^\\s*(?:[-–—―−‐‑•*·・‣●▪－＊]\\s*[#＃]?|[#＃]|№\\s?)(${DIGITS})(.*)$`, 'u');
/** `1. Title`, `2) Title`, `(3) Title`, `4、标题`, `５．标题`. */
const MARKED = new RegExp(`^\\s*[(（]?(${DIGITS})(?:[.)](?=\\s)|[）、．:：](?=\\S)|[）、．]|[.)](?=\\p{L}))(.*)$`, 'u');

export function readRankedLine(line: string): RankedLine | null {
  const glued = GLUED.exec(line);
  if (glued) return { digits: ascii(glued[1]), rest: glued[2] ?? '', kind: 'glued' };
  const marked = MARKED.exec(line);
  return marked ? { digits: ascii(marked[1]), rest: marked[2] ?? '', kind: 'marked' } : null;
}

/**
 * The title when the first `length` digits are the rank; null where that can't be: there is no title, or the number goes
 * on, as in `1.5 million` and `1,200 firms`.
 */
export function titleAfter(line: RankedLine, length: number): string | null {
  const glued = line.digits.slice(length);
  if (glued !== '') return line.kind === 'marked' || length === 0 ? null : `${glued}${line.rest}`.trim();
  if (line.kind === 'glued' && /^[.,:%％‰/-][0-9０-９]|^[%％‰]/u.test(line.rest)) return null;
  const title = line.rest.replace(/^\s*(?:[.):：、．）](?=\s|\p{L}|\p{N}|["'“‘「『《(（]))?/u, '').trim();
  return title === '' ? null : title;
}

function ascii(digits = ''): string {
  return digits.normalize('NFKC');
}
