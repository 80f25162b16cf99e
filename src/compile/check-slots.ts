import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, type Span, spanAt } from '../diagnostic/source.ts';
import { nearest } from '../publication/nearest.ts';
import type { Publication } from '../publication/publication.ts';
import { formatTrouble } from '../publication/slot-formats.ts';

/** A word of a template's `{{slot "field" format="…"}}`, without its quotes, and where it stands with them. */
export interface SlotWord {
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

export interface SlotCall {
  readonly source: Source;
  readonly field: SlotWord;
  readonly format: SlotWord | null;
}

/**
 * A slot of a field that nobody declared would be empty for every reader, and a format that the field hasn't would be
 * passed over.
 */
export function checkSlots(slots: readonly SlotCall[], fields: Publication['fields']): readonly Diagnostic[] {
  return slots.flatMap((slot): readonly Diagnostic[] => {
    if (!Object.hasOwn(fields, slot.field.text)) return [unknownField(slot, Object.keys(fields))];
    const { source, field, format } = slot;
    const trouble = format === null ? null : formatTrouble({ field: field.text, format: format.text }, fields);
    return trouble === null || format === null
      ? []
      : [diagnose('slot/unknown-format', spanOf(source, format), trouble)];
  });
}

function unknownField({ source, field }: SlotCall, fields: readonly string[]): Diagnostic {
  const meant = nearest(field.text, fields);
  const known = fields.length === 0 ? 'none is declared yet' : fields.join(', ');
  return diagnose('template/slot-field', spanOf(source, field), {
    message: `there is no subscriber field ${JSON.stringify(field.text)}`,
    hint: `${meant === undefined ? '' : `Did you mean "${meant}"? `}Fields are declared in courant.yaml under fields: (${known}).`,
  });
}

function spanOf(source: Source, { offset, length }: SlotWord): Span {
  return spanAt(source, offset, offset + length);
}
