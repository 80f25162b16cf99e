/** Who a message is handed over for: RFC 5321 section 2.3.1. Plain addresses without display names. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** One mail as it leaves: its envelope and the exact bytes (CRLF line ends) of headers and body. */
export interface Message {
  readonly envelope: Envelope;
  readonly messageId: string;
  readonly bytes: Buffer;
}
