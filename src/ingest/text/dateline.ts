/** `(Geneva) — …`, `（日内瓦）——…`: a place in parentheses, a dash, and the sentence that it runs into. */
const DATELINE = /^[(（]\s*(?<place>[^()（）\n]{1,60}?)\s*[)）]\s*(?:[-–—―─－﹣−‒]{1,3})\s*(?=\S)/u;

/** Nothing that is longer is a place. */
const LONGEST = 200;

/** Takes the dateline off a first paragraph; null where it has none. */
export function readDateline(paragraph: string): { readonly place: string; readonly rest: string } | null {
  const match = DATELINE.exec(paragraph.slice(0, LONGEST));
  const place = match?.groups?.['place']?.replace(/\s+/g, ' ');
  return match === null || place === undefined || place === ''
    ? null
    : { place, rest: paragraph.slice(match[0].length) };
}
