/** A word or sentence that YAML takes as it stands: begins with a letter, and no sign in it means anything to YAML. */
const PLAIN = /^\p{L}[\p{L}\p{M}\p{N} ,.;?!()“”‘’«»„–—…%/+=@&_'-]*$/u;
/** YAML 1.1 and 1.2: what would be read as no text. */
const NO_TEXT = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$/i;

/**
 * A text as a YAML scalar of a front matter, which is read for merge slots: `{{` becomes `\{{`, so that braces stay braces.
 * JSON's strings are YAML's (YAML 1.2 section 1.3).
 */
export function yamlText(text: string): string {
  const literal = withLiteralBraces(text);
  const plain = PLAIN.test(literal) && !NO_TEXT.test(literal) && !literal.endsWith(' ');
  return plain ? literal : JSON.stringify(literal);
}

/**
 * An odd number of backslashes before `{{` makes the braces literal, and one of them isn't shown. So an odd number of the
 * text's own can't be written; a word joiner, which nobody sees, then parts them from the braces.
 */
function withLiteralBraces(text: string): string {
  return text.replace(/(\\*)\{\{/g, (_, own: string) => `${own}${own.length % 2 === 1 ? '\u2060' : ''}\\{{`);
}
