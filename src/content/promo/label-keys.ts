import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';
import type { YamlDocument, YamlPath } from '../../publication/yaml-document.ts';

/** Whoever writes such a key means the words by which readers are told that something is paid for. */
const LABEL_WORDS = ['label', 'disclos', 'disclaim', 'advertis', 'advertorial'];
const PAID_KEY = /^(?:is-?)?(?:sponsored|paid|promoted)$/;
const SWITCH_KEY = /^(?:hide|show|no|without)[-_ ]?(?:sponsor|ads?$)/;

export function isLabelKey(key: string): boolean {
  const lower = key.toLowerCase();
  return LABEL_WORDS.some((word) => lower.includes(word)) || PAID_KEY.test(lower) || SWITCH_KEY.test(lower);
}

export function labelFixed(span: Span, key: string): Diagnostic {
  return diagnose('promo/label-fixed', span, {
    message: `\`${key.slice(0, 60)}\` is refused: paid content is labelled to the reader, and no list or item can turn that off or reword it`,
    hint: 'remove it; `kind: sponsored` makes a list a labelled one, and the words of the label stand in templates/strings',
  });
}

/** Says of every such key in a list's YAML why it is refused, in place of what the schema says of unknown keys. */
export function refuseLabelKeys(document: YamlDocument, said: readonly Diagnostic[]): readonly Diagnostic[] {
  const refused = labelPaths(document).map((path) => labelFixed(document.keySpanOf(path), String(path.at(-1))));
  const places = new Set(refused.map(({ span }) => placeOf(span)));
  return [...said.filter(({ code, span }) => code !== 'field/unknown' || !places.has(placeOf(span))), ...refused];
}

function labelPaths(document: YamlDocument): readonly YamlPath[] {
  const items = document.at(['items']);
  const rows: readonly unknown[] = Array.isArray(items) ? items : [];
  return [
    ...labelKeysOf(document.value).map((key) => [key]),
    ...rows.flatMap((row, index) => labelKeysOf(row).map((key) => ['items', index, key])),
  ];
}

function labelKeysOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value).filter(isLabelKey);
}

function placeOf({ line, column }: Span): string {
  return `${line}:${column}`;
}
