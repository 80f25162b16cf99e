import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, type Span, spanAt } from '../diagnostic/source.ts';
import type { Publication } from '../publication/publication.ts';
import { formatTrouble } from '../publication/slot-formats.ts';
import { dropControls, findControls } from './control-characters.ts';
import { type BrokenSlot, fieldHint, type FoundSlot, type ScannedSlots, scanSlots } from './scan-slots.ts';
import type { SlottedText } from './slot.ts';

/**
 * Reads a one-line text in which slots may stand. `start` is the UTF-16 offset in the source where the text begins.
 * (or its quote stands). Where the source spells it otherwise (a quoted YAML string with escapes), give the whole scalar
 * as `whole`: every problem and slot is then said to stand there.
 */
export function parseSlottedText(
  source: Source,
  start: number,
  text: string,
  publication: Publication,
  whole?: Span,
): { readonly value: SlottedText; readonly diagnostics: readonly Diagnostic[] } {
  const verbatim = [start, start + 1].find((offset) => source.text.startsWith(text, offset));
  const locate = (from: number, to: number): Span => {
    if (verbatim !== undefined) return spanAt(source, verbatim + from, verbatim + to);
    return whole ?? spanAt(source, start, start + text.length);
  };
  const scanned = scanSlots(text, publication);
  return {
    value: assemble(text, scanned, locate),
    diagnostics: [...findControls(text, locate), ...slotDiagnostics(scanned, publication, locate)],
  };
}

/** Everything that is wrong with the slots of a text. */
export function slotDiagnostics(
  scanned: Pick<ScannedSlots, 'slots' | 'broken'>,
  publication: Publication,
  locate: (from: number, to: number) => Span,
): readonly Diagnostic[] {
  const unknown = scanned.slots
    .filter((slot) => !Object.hasOwn(publication.fields, slot.field))
    .map((slot) => unknownField(slot, publication, locate));
  const formats = scanned.slots.flatMap((slot) => unknownFormat(slot, publication, locate));
  return [...scanned.broken.map((broken) => malformed(broken, locate)), ...unknown, ...formats];
}

function assemble(text: string, scanned: ScannedSlots, locate: (from: number, to: number) => Span): SlottedText {
  const parts: SlottedText[number][] = [];
  const marks = [...scanned.slots, ...scanned.escapes].toSorted((a, b) => placeOf(a) - placeOf(b));
  let pending = '';
  let from = 0;
  for (const mark of marks) {
    pending += text.slice(from, placeOf(mark));
    if (typeof mark === 'number') {
      from = mark + 1;
      continue;
    }
    if (dropControls(pending) !== '') parts.push(dropControls(pending));
    pending = '';
    const { field, format, fallback, raw, index } = mark;
    from = index + raw.length;
    parts.push({ field, format, fallback: dropControls(fallback), span: locate(index, from) });
  }
  const rest = dropControls(pending + text.slice(from));
  return rest === '' ? parts : [...parts, rest];
}

function placeOf(mark: FoundSlot | number): number {
  return typeof mark === 'number' ? mark : mark.index;
}

function unknownField(
  slot: FoundSlot,
  publication: Publication,
  locate: (from: number, to: number) => Span,
): Diagnostic {
  return diagnose('slot/unknown-field', locate(slot.index, slot.index + slot.raw.length), {
    message: `no field of your subscribers is called \`${slot.field.slice(0, 60)}\``,
    hint: fieldHint(slot.field, publication),
  });
}

function unknownFormat(
  { field, format, index, raw }: FoundSlot,
  { fields }: Publication,
  locate: (from: number, to: number) => Span,
): readonly Diagnostic[] {
  const trouble = format === null ? null : formatTrouble({ field, format }, fields);
  return trouble === null ? [] : [diagnose('slot/unknown-format', locate(index, index + raw.length), trouble)];
}

const BROKEN: Readonly<Record<BrokenSlot['reason'], { readonly message: string; readonly hint: string }>> = {
  unclosed: {
    message: 'a slot begins here with `{{` and doesn’t end on this line',
    hint: 'close it with `}}`, as in `{{first_name|reader}}`, or write `\\{{` if the reader should see two braces',
  },
  empty: {
    message: 'this slot names no field',
    hint: 'write the field’s name between the braces, as in `{{first_name|reader}}`',
  },
  name: {
    message: 'this isn’t the name of a field: a name has letters, digits and `_`',
    hint: 'write `{{field}}`, `{{field|default}}` or `{{field:format|default}}`, or `\\{{` for two braces',
  },
};

function malformed(broken: BrokenSlot, locate: (from: number, to: number) => Span): Diagnostic {
  return diagnose('slot/malformed', locate(broken.index, broken.index + broken.length), BROKEN[broken.reason]);
}
