import { headerField, unstructuredWords } from './header.ts';

/** RFC 2919 section 2: `list-label.list-id-namespace`, both dot-atoms. */
const LIST_ID = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$/;
/** A URL that can stand between angle brackets. */
const BRACKETED = /^[\x21-\x3b\x3d\x3f-\x7e]+$/;

/** How one reader leaves: addresses that hold the reader's own token. */
export interface LeaveLinks {
  readonly url: string;
  readonly mailto: string;
}

/** `List-Id: The Daily <daily.example.org>` (RFC 2919). */
export function listIdField(list: { readonly title: string; readonly id: string }): string {
  if (!LIST_ID.test(list.id)) throw new Error(`not a List-Id: ${JSON.stringify(list.id)}`);
  return headerField('List-Id', [...unstructuredWords('List-Id', list.title), `<${list.id}>`]);
}

/**
 * List-Unsubscribe (RFC 2369 section 3.2) and, since RFC 8058 section 3.1 asks for an HTTPS address, the one-click
 * header only beside one.
 */
export function leaveFields(links: LeaveLinks): string {
  for (const link of [links.url, links.mailto]) {
    if (!BRACKETED.test(link)) throw new Error(`not an address for a header: ${JSON.stringify(link)}`);
  }
  const leave = headerField('List-Unsubscribe', [`<${links.url}>,`, `<${links.mailto}>`]);
  const isOneClick = links.url.startsWith('https://');
  return isOneClick ? leave + headerField('List-Unsubscribe-Post', ['List-Unsubscribe=One-Click']) : leave;
}
