import type { EditionSlot } from '../../compile/edition.ts';
import { diagnose } from '../../diagnostic/diagnostic.ts';
import { startOf } from '../../diagnostic/source.ts';
import type { Rule } from '../rule.ts';

export const fieldLacking: Rule = ({ issue, edition, surroundings }) => {
  const parts = [edition.subject, edition.preheader, edition.html, edition.text];
  const bare = new Set(parts.flatMap(({ slots }) => slots).flatMap(withoutDefault));
  return [...bare].toSorted().flatMap((field) => {
    const lacking = surroundings.lacking?.get(field) ?? 0;
    if (lacking === 0) return [];
    const readers = lacking === 1 ? '1 reader has' : `${lacking} readers have`;
    return [
      diagnose('check/field-lacking', startOf(issue.file), {
        message: `${readers} no \`${field}\`, and the mail shows it without a default`,
        hint: `write a default into the slot: {{${field}|reader}}`,
      }),
    ];
  });
};

function withoutDefault(slot: EditionSlot): readonly string[] {
  return slot.kind === 'field' && slot.fallback === '' ? [slot.field] : [];
}
