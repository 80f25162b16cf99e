import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, spanAt } from '../diagnostic/source.ts';
import { nearest } from '../publication/nearest.ts';

/** A `{{slot "field"}}` of a template, and where the name stands in its file. */
export interface SlotCall {
  readonly field: string;
  readonly source: Source;
  readonly offset: number;
  readonly length: number;
}

/** A slot of a field that nobody declared would be empty for every reader. */
export function checkSlots(slots: readonly SlotCall[], fields: ReadonlySet<string>): readonly Diagnostic[] {
  return slots
    .filter(({ field }) => !fields.has(field))
    .map(({ field, source, offset, length }) => {
      const meant = nearest(field, fields);
      const known = fields.size === 0 ? 'none is declared yet' : [...fields].join(', ');
      return diagnose('template/slot-field', spanAt(source, offset, offset + length), {
        message: `there is no subscriber field ${JSON.stringify(field)}`,
        hint: `${meant === undefined ? '' : `Did you mean "${meant}"? `}Fields are declared in courant.yaml under fields: (${known}).`,
      });
    });
}
