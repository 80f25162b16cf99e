/** `a, b and c` */
export function inWords(names: readonly string[], word: 'and' | 'or'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** A title inside a sentence, which a long one would drown. Cut between characters, not inside of one. */
export function quoted(title: string): string {
  const start = /^.{60}(?=.)/su.exec(title)?.[0];
  return start === undefined ? `“${title}”` : `“${start.trimEnd()}…”`;
}
