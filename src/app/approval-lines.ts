/** One line of two texts laid side by side: in both, only in the first (`-`), or only in the second (`+`). */
interface Pair {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

/** Cells of the table below: 2,000 changed lines on each side. Above that the whole middle counts as changed. */
const MOST_CELLS = 4_000_000;
/** Unchanged lines shown around what changed. */
const AROUND = 2;

/** What changed between two texts, as `diff -u` shows it, without its head; empty where nothing did. At most `limit` lines. */
export function changedLines(before: readonly string[], after: readonly string[], limit: number): readonly string[] {
  const lines = hunks(align(before, after));
  const more = lines.length - limit;
  return more <= 0 ? lines : [...lines.slice(0, limit), `… and ${more.toLocaleString('en')} more lines`];
}

function align(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const head = sameUntil(before, after);
  const shorter = Math.min(before.length, after.length) - head;
  const tail = Math.min(shorter, sameUntil(before.toReversed(), after.toReversed()));
  const middle = alignMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [...marked(' ', before.slice(0, head)), ...middle, ...marked(' ', before.slice(before.length - tail))];
}

function sameUntil(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((line, index) => line !== b[index]);
  return different < 0 ? a.length : different;
}

function marked(sign: Pair['sign'], lines: readonly string[]): readonly Pair[] {
  return lines.map((line) => ({ sign, line }));
}

function alignMiddle(before: readonly string[], after: readonly string[]): readonly Pair[] {
  if (before.length * after.length > MOST_CELLS) return [...marked('-', before), ...marked('+', after)];
  const common = commonLengths(before, after);
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    const [left = '', right = ''] = [before[i], after[j]];
    if (left === right) pairs.push({ sign: ' ', line: left });
    else if (common(i + 1, j) >= common(i, j + 1)) pairs.push({ sign: '-', line: left });
    else pairs.push({ sign: '+', line: right });
    const sign = pairs.at(-1)?.sign;
    if (sign !== '+') i += 1;
    if (sign !== '-') j += 1;
  }
  return [...pairs, ...marked('-', before.slice(i)), ...marked('+', after.slice(j))];
}

/** How many lines the rests of two texts have in common, in order, from a place in each on. */
function commonLengths(before: readonly string[], after: readonly string[]): (i: number, j: number) => number {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  return at;
}

function hunks(pairs: readonly Pair[]): readonly string[] {
  const near = new Set<number>();
  for (const [index, { sign }] of pairs.entries())
    if (sign !== ' ') for (let one = index - AROUND; one <= index + AROUND; one += 1) near.add(one);
  const lines: string[] = [];
  let [old, now] = [1, 1];
  for (const [index, { sign, line }] of pairs.entries()) {
    if (near.has(index)) {
      if (!near.has(index - 1) || index === 0) lines.push(`@@ line ${old} -> line ${now} @@`);
      lines.push(`${sign}${line}`);
    }
    if (sign !== '+') old += 1;
    if (sign !== '-') now += 1;
  }
  return lines;
}
