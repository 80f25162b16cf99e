import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, type Span, spanAt } from '../diagnostic/source.ts';

interface Explanation {
  /** What the parser's own reason contains. */
  readonly when: RegExp;
  readonly code: 'yaml/syntax' | 'yaml/alias' | 'yaml/too-deep' | 'yaml/character' | 'yaml/tag';
  readonly message: string;
  readonly hint: string;
}

const LEFT_OPEN = /quoted scalar|flow collection|deficient indentation/;

/** Whether the parser's reason says that a quote or a bracket is never closed. */
export function isLeftOpen(reason: string): boolean {
  return LEFT_OPEN.test(reason);
}

const QUOTE_IT = 'if this belongs to the text, put the whole value in quotes: `title: "Ferries: why they stopped"`';

/** What the parser says is meant for people who write parsers: here it is for people who write newsletters. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    when: /maxDepth/,
    code: 'yaml/too-deep',
    message: 'lists and mappings are nested too deep here',
    hint: 'Courant needs three levels at most: look for a stray `[`, `{` or `-`',
  },
  {
    when: /maxAliases/,
    code: 'yaml/alias',
    message: 'this document has too many aliases (`*name`)',
    hint: 'write the values out, or put them in quotes if the asterisks belong to the text',
  },
  {
    when: /alias|anchor/,
    code: 'yaml/alias',
    message: 'YAML takes a word with `*` or `&` in front for an alias, and this one has no meaning here',
    hint: 'put the value in quotes if the sign belongs to the text',
  },
  {
    when: /null byte|non-printable/,
    code: 'yaml/character',
    message: 'there is an invisible character that YAML does not allow',
    hint: 'delete it, or type the line anew: it was most likely pasted along with the text',
  },
  {
    when: /tag|directive/i,
    code: 'yaml/tag',
    message: 'YAML takes a word with `!` or `%` in front for a tag, and Courant knows no tags',
    hint: 'put the value in quotes if the sign belongs to the text',
  },
  {
    when: LEFT_OPEN,
    code: 'yaml/syntax',
    message: 'a quote or a bracket that is opened here is not closed',
    hint: 'close it on the line where it begins',
  },
  {
    when: /missed comma|found ','/,
    code: 'yaml/syntax',
    message: 'the values between brackets need exactly one comma between them',
    hint: 'add the missing comma, or put the value in quotes',
  },
  {
    when: /tab characters/,
    code: 'yaml/syntax',
    message: 'this line is indented with a tab',
    hint: 'indent with spaces',
  },
  {
    when: /escape sequence|hexadecimal/,
    code: 'yaml/syntax',
    message: 'a backslash in double quotes begins a special character, and this one is unknown',
    hint: 'use single quotes, or write the backslash twice',
  },
  {
    when: /bad indentation of a sequence/,
    code: 'yaml/syntax',
    message: 'this line does not fit into the list above it',
    hint: 'begin every item of a list in the same column, with `- ` in front',
  },
  {
    when: /bad indentation of a mapping|multiline key|expected ':'/,
    code: 'yaml/syntax',
    message: 'YAML cannot make sense of this place: a key, a colon or the indentation is not where it should be',
    hint: QUOTE_IT,
  },
  {
    when: /end of the stream or a document separator/,
    code: 'yaml/syntax',
    message: 'this line does not belong to what stands above it',
    hint: 'begin keys of one level in the same column, with spaces and not tabs, each with `key: value`',
  },
];

/** The diagnostic for YAML that the parser refused at `offset` of the file, for its own terse `reason`. */
export function explainYamlTrouble(source: Source, offset: number, reason: string): Diagnostic {
  const slot = slotBefore(source, offset);
  if (slot !== null) return unquotedSlot(spanAt(source, offset - slot, offset));
  const sign = aliasBefore(source, offset);
  if (sign !== null) return explainYamlTrouble(source, offset - sign, 'alias');
  const known = EXPLANATIONS.find((candidate) => candidate.when.test(reason));
  const span = spanAt(source, offset, offset + widthAt(source, offset));
  if (known) return diagnose(known.code, span, { message: known.message, hint: known.hint });
  return diagnose('yaml/syntax', span, { message: `this is not readable as YAML: ${reason}`, hint: QUOTE_IT });
}

/** A value that begins with a slot, by far the most frequent slip here; as the length of the slot before `offset`. */
function slotBefore(source: Source, offset: number): number | null {
  const before = source.text.slice(Math.max(0, offset - 200), offset);
  return /:[ \t]+(\{\{[^{}\r\n]*\}\}[ \t]*)$/.exec(before)?.[1]?.length ?? null;
}

/** `title: *Breaking* news` is an alias with words after it; as the length from its sign to `offset`. */
function aliasBefore(source: Source, offset: number): number | null {
  const before = source.text.slice(Math.max(0, offset - 200), offset);
  return /:[ \t]+([*&][^\s]+[ \t]+)$/.exec(before)?.[1]?.length ?? null;
}

export function unquotedSlot(span: Span): Diagnostic {
  return diagnose('yaml/unquoted-slot', span, {
    message: 'YAML takes a value that begins with `{{` for a mapping',
    hint: 'put the whole value in quotes: `"{{first_name|reader}}, good morning"`',
  });
}

/** One character to underline, or nothing at the end of a line. */
function widthAt(source: Source, offset: number): number {
  const code = source.text.codePointAt(offset);
  if (code === undefined || code === 0x0a || code === 0x0d) return 0;
  return code > 0xffff ? 2 : 1;
}
