/** Where a sentence can end. */
const ENDS_SENTENCE = /[.!?:;。！？：；…؟۔]["'”’»）)」』》\]]*$/u;
/** Columns at which programs break lines. */
const BROKEN = { from: 40, to: 100, ragged: 30 } as const;

/**
 * Lines as paragraphs: an empty line ends one, and off a news page each line is one. Lines that a program broke at some
 * column stay together, with their line ends, which Markdown shows as spaces.
 */
export function readParagraphs(lines: readonly string[]): readonly string[] {
  return blocks(lines).flatMap((block) => (isBroken(block) ? [block.join('\n')] : block));
}

function blocks(lines: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  let open: string[] = [];
  for (const line of [...lines.map((line) => line.trim()), '']) {
    if (line !== '') open.push(line);
    else if (open.length > 0) {
      found.push(open);
      open = [];
    }
  }
  return found;
}

function isBroken(block: readonly string[]): boolean {
  const broken = block.slice(0, -1);
  if (broken.length === 0) return false;
  const widths = broken.map((line) => line.length);
  const narrowest = widths.reduce((least, width) => Math.min(least, width));
  const widest = widths.reduce((most, width) => Math.max(most, width));
  if (narrowest < BROKEN.from || widest > BROKEN.to || widest - narrowest > BROKEN.ragged) return false;
  return broken.filter((line) => !ENDS_SENTENCE.test(line)).length * 2 > broken.length;
}
