import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { ScannedSlots } from '../scan-slots.ts';
import { slotDiagnostics } from '../slotted-text.ts';
import { buildBlocks } from './build-blocks.ts';
import { unusedNotes } from './build-note.ts';
import type { Building, Parsed } from './building.ts';
import type { Positions } from './positions.ts';
import { tooDeep } from './too-deep.ts';
import type { MarkdownTree } from './tree.ts';
import type { MarkdownToken, Range } from './vendor-shapes.ts';

export function buildTree(
  tokens: readonly MarkdownToken[],
  parsed: Parsed,
): { readonly value: MarkdownTree; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const building: Building = {
    ...parsed,
    slots: parsed.scanned.slots.map(({ field, format, fallback, raw, index }) => {
      return { field, format, fallback, span: parsed.locate(index, index + raw.length) };
    }),
    code: [],
    definitions: definitionsOf(parsed.positions),
    notes: new Map(),
    cuts: [],
    report: (diagnostic) => diagnostics.push(diagnostic),
  };
  const blocks = buildBlocks(tokens, building);
  const [lost] = parsed.positions.lost;
  if (lost !== undefined) diagnostics.push(tooDeep(parsed.locate(lost.start, Math.min(lost.end, lost.start + 1))));
  const value = { blocks, notes: [...building.notes.values()], cut: building.cuts[0]?.blocks ?? null };
  const outside = outsideCode(parsed.scanned, building.code);
  return {
    value,
    diagnostics: [
      ...diagnostics,
      ...unusedNotes(value),
      ...slotDiagnostics(outside, parsed.publication, parsed.locate),
    ],
  };
}

/** The parser takes definitions out of its tokens; that it saw them is recorded. */
function definitionsOf(positions: Positions): ReadonlyMap<string, Range> {
  const definitions = new Map<string, Range>();
  for (const [token, range] of positions.blocks) {
    const label = token.type === 'reference_definition' ? token.meta?.['label'] : undefined;
    if (typeof label === 'string' && !definitions.has(label)) definitions.set(label, range);
  }
  return definitions;
}

function outsideCode(scanned: ScannedSlots, code: readonly Range[]): Pick<ScannedSlots, 'slots' | 'broken'> {
  const sorted = code.toSorted((a, b) => a.start - b.start);
  const outside = <T extends { readonly index: number }>(items: readonly T[]): readonly T[] => {
    let next = 0;
    return items.filter(({ index }) => {
      while (next < sorted.length && (sorted[next]?.end ?? 0) <= index) next += 1;
      return (sorted[next]?.start ?? Number.POSITIVE_INFINITY) > index;
    });
  };
  return { slots: outside(scanned.slots), broken: outside(scanned.broken) };
}
