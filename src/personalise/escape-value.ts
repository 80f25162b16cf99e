import { escapeHtml } from '../compile/escape-html.ts';

/** A value that is a whole link may only lead where an author's links may. */
const LINK = /^(?:https?:\/\/[^/?#]|mailto:.)/i;
/** What may stand in an address as it is, RFC 3986 section 2; `%` too, since the value may be encoded already. */
const NOT_IN_LINK = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/gu;

/** Inside an address: the value is one word of it and can't end its path, query or host. RFC 3986 section 2.1. */
export function escapeInUrl(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A value that is an address from its first letter, for HTML; null unless it is http, https or mailto. */
export function escapeWholeUrl(value: string): string | null {
  const link = value.trim();
  if (!LINK.test(link) || !URL.canParse(link)) return null;
  return escapeHtml(link.replace(NOT_IN_LINK, encodeURIComponent));
}
