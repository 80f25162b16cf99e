const BLOCK = /\s*(<\/?(?:p|h[1-6]|ul|ol|li|blockquote|pre|hr)(?: [^>]*)?>)\s*/g;
const LINE_END_IN_CODE = '\u240a';
const QUOTES: Readonly<Record<string, string>> = { quot: '"', '#39': "'" };

/**
 * HTML written one way, so that what two programs wrote can be compared: `<br />` as `<br>`, no line ends around blocks,
 * `'` and `"` in text as themselves, and none of Courant's documented ways for mail: a picture's `style`, and a picture
 * alone in its paragraph with its title as a caption below it.
 */
export function plainHtml(html: string): string {
  return html
    .replace(/<pre>[^]*?<\/pre>/g, (code) => code.replaceAll('\n', LINE_END_IN_CODE))
    .replace(CAPTION, '$1 title="$3"')
    .replace(/ style="[^"]*"/g, '')
    .replace(/ \/>/g, '>')
    .replace(BLOCK, '$1')
    .split(/(<[^>]*>)/)
    .map((part) => (part.startsWith('<') ? part.replaceAll('&#39;', "'") : unquote(part)))
    .join('');
}

const CAPTION = /(<p><img src="[^"]*" alt="[^"]*")( style="[^"]*")><br><span[^>]*>([^]*?)<\/span(?=>)/g;

function unquote(text: string): string {
  return text.replace(/&(quot|#39);/g, (entity, name: string) => QUOTES[name] ?? entity);
}
