/** What the files that Courant itself writes are made of. Keys are ours, so they need no quotes. */
export type YamlValue =
  | string
  | number
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | null | undefined };

/**
 * Beyond JSON's own escapes: what YAML takes for no text or for a line's end, and what can't be seen or makes a line look like another.
 */
const ESCAPED = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/g;

/**
 * A block of YAML, one value a line and every text in double quotes: the same value gives the same bytes, and a change of
 * one value is one line in a version control's difference. Keys that are null or undefined are left out.
 */
export function writeYaml(value: { readonly [key: string]: YamlValue | null | undefined }): string {
  return `${block(value, '').join('\n')}\n`;
}

function block(value: YamlValue, indent: string): readonly string[] {
  const short = onOneLine(value);
  if (typeof value !== 'object' || short !== null) return [`${indent}${short}`];
  if (isList(value)) return value.flatMap((item) => listItem(block(item, `${indent}  `), indent));
  return Object.entries<YamlValue | null | undefined>(value).flatMap(([key, inner]) => {
    if (inner === null || inner === undefined) return [];
    const line = onOneLine(inner);
    return line === null ? [`${indent}${key}:`, ...block(inner, `${indent}  `)] : [`${indent}${key}: ${line}`];
  });
}

function onOneLine(value: YamlValue): string | null {
  if (typeof value !== 'object') return scalar(value);
  if (isList(value)) return value.length === 0 ? '[]' : null;
  return Object.values(value).every((inner) => inner === null || inner === undefined) ? '{}' : null;
}

/** Puts the dash where the first line's indentation was. */
function listItem([first = '', ...rest]: readonly string[], indent: string): readonly string[] {
  return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** JSON's strings are YAML's (YAML 1.2 section 1.3). */
function scalar(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value).replaceAll(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
