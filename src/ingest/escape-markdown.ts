/** Signs that mean something to Markdown wherever they stand. */
const ANYWHERE = /[\\`*[\]<~|]/g;
/** CommonMark 2.5: what could be an entity; also at the end, where the next piece of text may complete it. */
const ENTITY = /&(?=#|[a-z]|$)/gi;
/** Between letters and digits `_` means nothing. */
const UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** CommonMark 4 and 5: headings, setext lines, thematic breaks, fences, quotes and lists, at the beginning of a line. */
const AT_START = /^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]{2,}|=(?=\s*$)|:(?=-)|>)/;
const NUMBERED = /^(\s*\d{1,9})([.)])(?=\s|$)/;

/** Escapes a piece of text that stands at the beginning of a line, so that Markdown shows it exactly as it is. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(ANYWHERE, String.raw`\$&`)
    .replace(ENTITY, String.raw`\&`)
    .replace(UNDERSCORE, String.raw`\_`)
    .replace(/\{\{/g, String.raw`\{{`)
    .replace(AT_START, String.raw`$1\$2`)
    .replace(NUMBERED, String.raw`$1\$2`);
}

/** For a piece that another follows on the same line: what only the two together would make a sign of Markdown. */
export function escapePiece(text: string): string {
  return escapeMarkdown(text)
    .replace(/!$/, String.raw`\!`)
    .replace(/(?<!\\)\{$/, String.raw`\{`)
    .replace(/^\{(?!\{)/, String.raw`\{`);
}

/** The title of an item in a Markdown promo list, where a backslash makes the next sign an ordinary one. */
export function escapePromoTitle(text: string): string {
  return text.replace(/[\\[\]<]|\{\{|[{}]/g, String.raw`\$&`);
}

/** An absolute address as it can stand between the parentheses of a link. */
export function markdownAddress(url: string): string {
  return url
    .replace(/[()<>{}\\"`\s]/g, (sign) => encodeURIComponent(sign).replace(/[()]/, percent))
    .replace(/&(?=#?\w+;)/g, '&amp;');
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
