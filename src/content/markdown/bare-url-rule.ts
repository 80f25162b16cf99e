import { endOfAddress } from './bare-address.ts';
import type { InlineState, MarkdownToken } from './vendor-shapes.ts';

interface LinkToken extends Omit<MarkdownToken, 'attrs' | 'content'> {
  attrs: [name: string, value: string | number][] | null;
  content: string;
}

interface UrlState extends Omit<InlineState, 'pos' | 'pending'> {
  pos: number;
  pending: string;
  readonly linkLevel: number;
  readonly push: (type: string, tag: string, nesting: -1 | 0 | 1) => LinkToken;
}

/** What an address is made of in the end: entities as characters, then percent-encoded. */
export interface AddressReader {
  readonly unescape: (text: string) => string;
  readonly encode: (url: string) => string;
}

/**
 * `https://…` among words. Read while the words are, at the colon, so that `_` and `*` in an address stay what they are;
 * the scheme before it has been read as plain text already, and is taken back.
 */
export function bareUrl(state: UrlState, reader: AddressReader, push: 'push' | 'skip'): boolean {
  if (state.linkLevel > 0 || !state.src.startsWith('://', state.pos)) return false;
  const scheme = schemeBefore(state.src, state.pos);
  const end = scheme === '' ? null : endOfAddress(state.src, state.pos + '://'.length);
  if (end === null || end > state.posMax) return false;
  if (push === 'push') {
    if (!state.pending.endsWith(scheme)) return false;
    state.pending = state.pending.slice(0, -scheme.length);
    pushLink(state, reader.unescape(state.src.slice(state.pos - scheme.length, end)), reader);
  }
  state.pos = end;
  return true;
}

export function schemeBefore(text: string, colon: number): string {
  return /(?<![a-z0-9])https?$/i.exec(text.slice(Math.max(0, colon - 'xhttps'.length), colon))?.[0] ?? '';
}

function pushLink(state: UrlState, url: string, reader: AddressReader): void {
  state.push('link_open', 'a', 1).attrs = [['href', reader.encode(url)]];
  state.push('text', '', 0).content = url;
  state.push('link_close', 'a', -1);
}
