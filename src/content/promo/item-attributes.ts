import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Located, Span } from '../../diagnostic/source.ts';
import { nearest } from '../../publication/nearest.ts';
import { isLabelKey, labelFixed } from './label-keys.ts';
import { type PromoAttribute, type PromoAttributes, readPromoAttributes } from './markdown-attributes.ts';
import { type LinePart, type LinePlace, spanOf } from './markdown-line.ts';
import { type RawPromo, splitNames } from './raw-promo.ts';

const ATTRIBUTES = ['from', 'until', 'sponsor', 'source', 'segments', 'score', 'pin'] as const;

type Attribute = (typeof ATTRIBUTES)[number];
type AttributeValues = Pick<RawPromo, Attribute>;

/** Understands the braces behind an item of a Markdown list. */
export function readItemAttributes(
  place: LinePlace,
  part: LinePart | null,
): { readonly values: AttributeValues; readonly diagnostics: readonly Diagnostic[] } {
  const read = part ? readPromoAttributes(place.text, part) : { attributes: [], faults: [] };
  const diagnostics: Diagnostic[] = read.faults.map((fault) => badPair(spanOf(place, fault), fault.reason));
  const found = new Map<Attribute, Located<string>>();
  const keys = new Map<Attribute, Span>();
  for (const attribute of read.attributes) {
    const span = spanOf(place, attribute.keyPart);
    const key = ATTRIBUTES.find((name) => name === attribute.key);
    const earlier = key && keys.get(key);
    if (isLabelKey(attribute.key)) diagnostics.push(labelFixed(span, attribute.key));
    else if (!key) diagnostics.push(unknownAttribute(span, attribute.key));
    else if (earlier) diagnostics.push(doubledAttribute(span, key, earlier));
    else {
      keys.set(key, span);
      if (attribute.value.trim() === '') diagnostics.push(emptyAttribute(span, attribute));
      else found.set(key, { value: attribute.value, span: spanOf(place, attribute.valuePart) });
    }
  }
  return { values: valuesOf(found), diagnostics };
}

function valuesOf(found: ReadonlyMap<Attribute, Located<string>>): AttributeValues {
  return {
    from: found.get('from') ?? null,
    until: found.get('until') ?? null,
    sponsor: found.get('sponsor') ?? null,
    source: found.get('source') ?? null,
    score: found.get('score') ?? null,
    pin: found.get('pin') ?? null,
    segments: splitNames(found.get('segments') ?? null),
  };
}

function unknownAttribute(span: Span, key: string): Diagnostic {
  const near = nearest(key, ATTRIBUTES);
  return diagnose('promo/unknown-attribute', span, {
    message: `no attribute of a promo is called \`${key.slice(0, 60)}\``,
    hint: near ? `did you mean \`${near}\`?` : `the attributes are ${ATTRIBUTES.join(', ')}`,
  });
}

function doubledAttribute(span: Span, key: string, earlier: Span): Diagnostic {
  return diagnose('promo/attribute-duplicate', span, {
    message: `\`${key}\` stands here a second time`,
    hint: 'keep one of the two and remove the other',
    notes: [{ message: 'first used here', span: earlier }],
  });
}

function emptyAttribute(span: Span, attribute: PromoAttribute): Diagnostic {
  return diagnose('promo/attribute-syntax', span, {
    message: `\`${attribute.key}\` has no value`,
    hint: `write one behind the sign, such as ${attribute.key}="…", or remove it`,
  });
}

function badPair(span: Span, reason: PromoAttributes['faults'][number]['reason']): Diagnostic {
  return diagnose('promo/attribute-syntax', span, {
    message: reason === 'open-quote' ? 'this value opens a quote that is not closed' : 'this is not `key=value`',
    hint:
      reason === 'open-quote'
        ? 'close it with `"`'
        : 'write pairs such as until=2026-10-08, with quotes around a value that has spaces; for braces in a title write \\{',
  });
}
