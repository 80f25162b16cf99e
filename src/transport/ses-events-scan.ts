/** How far a JSON object was read: `i` is the next place in the text. */
export interface Scan {
  i: number;
  depth: number;
  inside: 'text' | 'object';
}

/** `cut`: it can't be an object, because it breaks off; `open`: it goes on where the text ends. */
export type Scanned = 'whole' | 'open' | 'cut' | 'deep';

const DEEPEST = 100;
const [QUOTE, BACKSLASH, NEWLINE] = [0x22, 0x5c, 0x0a];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Reads on to the object's end, or as far as the text goes. Looks at quotes and brackets only; JSON.parse judges the rest. */
export function scanObject(text: string, scan: Scan): Scanned {
  let came: Scanned = 'open';
  let before = -1;
  while (came === 'open' && scan.i > before) {
    before = scan.i;
    came = scan.inside === 'text' ? scanText(text, scan) : scanBrackets(text, scan);
  }
  return came;
}

/** A line that ends inside a text was cut: JSON writes a line break as `\n` (RFC 8259 section 7). */
function scanText(text: string, scan: Scan): Scanned {
  let { i } = scan;
  for (; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === NEWLINE) return 'cut';
    if (code === QUOTE) {
      scan.inside = 'object';
      i += 1;
      break;
    }
    if (code !== BACKSLASH) continue;
    // What it escapes may come with the next piece.
    if (i + 1 === text.length) break;
    i += 1;
  }
  scan.i = i;
  return 'open';
}

function scanBrackets(text: string, scan: Scan): Scanned {
  for (let { i } = scan; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    scan.i = i + 1;
    if (code === QUOTE) {
      scan.inside = 'text';
      return 'open';
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) scan.depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) scan.depth -= 1;
    else continue;
    if (scan.depth === 0) return 'whole';
    if (scan.depth > DEEPEST) return 'deep';
  }
  return 'open';
}
