import { headerField, unstructuredWords } from './header.ts';

/** RFC 2919 section 2: `list-label.list-id-namespace`, both dot-atoms. */
const LIST_ID = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$/;
/** A URL that can stand between angle brackets, and leaves a header line room for the token. */
const BRACKETED = /^[\x21-\x3b\x3d\x3f-\x7e]{1,400}$/;

/** How readers leave: the beginnings of addresses, to each of which the reader's own token is put. */
export interface LeaveLinks {
  readonly url: string;
  readonly mailto: string;
}

/** `List-Id: The Daily <daily.example.org>` (RFC 2919). */
export function listIdField(list: { readonly title: string; readonly id: string }): string {
  if (!LIST_ID.test(list.id)) throw new Error(`not a List-Id: ${JSON.stringify(list.id)}`);
  return headerField('List-Id', [...unstructuredWords('List-Id', list.title), `<${list.id}>`]);
}

/** base64url: means nothing in an address and nothing in a header. */
const TOKEN = /^[A-Za-z0-9_-]{1,512}$/;

/**
 * List-Unsubscribe (RFC 2369 section 3.2) and, since RFC 8058 section 3.1 asks for an HTTPS address, the one-click
 * header only beside one. The result writes them for a token.
 */
export function createLeaveFields(links: LeaveLinks): (token: string) => string {
  for (const link of [links.url, links.mailto]) {
    if (!BRACKETED.test(link)) throw new Error(`not an address for a header: ${JSON.stringify(link)}`);
  }
  const isOneClick = links.url.startsWith('https://');
  const end = isOneClick ? headerField('List-Unsubscribe-Post', ['List-Unsubscribe=One-Click']) : '';
  return (token) => {
    if (!TOKEN.test(token)) throw new Error(`not a token: ${JSON.stringify(token)}`);
    return `List-Unsubscribe: <${links.url}${token}>,\r\n <${links.mailto}${token}>\r\n${end}`;
  };
}
