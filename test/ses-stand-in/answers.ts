import type { Refusal } from './options.ts';

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** The body of `<ActionResult>`; the SES query protocol wraps every answer the same way. */
export function resultAnswer(action: string, result: string, requestId: string): Answer {
  const body = `<${action}Response xmlns="${NAMESPACE}">
  <${action}Result>${result}</${action}Result>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</${action}Response>
`;
  return { status: 200, type: 'text/xml', body };
}

export function errorAnswer(refusal: Refusal, requestId: string): Answer {
  const status = refusal.status ?? 400;
  const body = `<ErrorResponse xmlns="${NAMESPACE}">
  <Error>
    <Type>${status >= 500 ? 'Receiver' : 'Sender'}</Type>
    <Code>${escapeXml(refusal.code)}</Code>
    <Message>${escapeXml(refusal.message)}</Message>
  </Error>
  <RequestId>${requestId}</RequestId>
</ErrorResponse>
`;
  return { status, type: 'text/xml', body };
}

/** A load balancer's words: no XML, so that a client which counts on XML shows it. */
export const BAD_GATEWAY: Answer = {
  status: 502,
  type: 'text/html',
  body: '<html><head><title>502 Bad Gateway</title><body><center><h1>502 Bad Gateway</h1></center><hr></html>',
};

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A map as the query protocol writes it: entries of key and value. */
export function xmlMap(entries: readonly (readonly [key: string, value: string])[]): string {
  return entries.map(([key, value]) => `<entry><key>${escapeXml(key)}</key><value>${value}</value></entry>`).join('');
}

export function xmlList(members: readonly string[]): string {
  return members.map((member) => `<member>${escapeXml(member)}</member>`).join('');
}
