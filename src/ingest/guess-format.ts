export type ImportFormat = 'text' | 'html' | 'feed';

/** What may stand before a root element. All of it is bounded, so that no file makes this slow. */
const PROLOG = /^(?:\s|\ufeff|<\?[^>]{0,1000}\?>|<!--[^]{0,4000}?-->|<!doctype[^>[]{0,1000}>)+/i;
const FEED_ROOT = /^<(?:rss|feed|rdf:RDF|channel)[\s>]/i;
const HTML_ROOT = /^<(?:html|head|body|article|main|div|section|p|h[1-6]|meta|title|script|table)[\s>/]/i;

/** What a text is: by how it begins, else by its file's ending, else text. */
export function guessFormat(text: string, fileName: string): ImportFormat {
  const prolog = PROLOG.exec(text.slice(0, 20_000))?.[0] ?? '';
  const start = text.slice(prolog.length, prolog.length + 1000);
  if (FEED_ROOT.test(start)) return 'feed';
  if (
    /^\s*\{/.test(start) &&
    (/"version"\s*:\s*"https?:(?:\\?\/){2}jsonfeed\.org/.test(text.slice(0, 20_000)) || /\.json$/i.test(fileName))
  )
    return 'feed';
  if (HTML_ROOT.test(start) || /<!doctype html/i.test(prolog)) return 'html';
  if (/\.(?:html?|xhtml)$/i.test(fileName)) return 'html';
  return /\.(?:rss|atom|rdf|xml)$/i.test(fileName) ? 'feed' : 'text';
}
