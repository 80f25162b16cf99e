/** What a server answered: RFC 5321 section 4.2. */
export interface Reply {
  /** Three digits; 0 where none could be read. */
  readonly code: number;
  /** RFC 3463, such as 5.1.1; '' where the server says none. */
  readonly enhanced: string;
  /** One line, safe to show. */
  readonly text: string;
}

const LINE = /^(\d{3})(?:[ -]|$)(?:([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?\s*(.*)$/;
const LONGEST = 300;

/** Of a reply of one or more lines, each of which repeats the code. */
export function parseReply(text: string): Reply {
  const lines = text.split(/\r?\n/).map((line) => LINE.exec(line.trim()) ?? ['', '0', '', line]);
  const [, code = '0', enhanced = ''] = lines[0] ?? [];
  return { code: Number(code), enhanced, text: readable(lines.map((line) => line[3] ?? '').join(' ')) };
}

/** `550 5.1.1 No such user`. */
export function replyWords({ code, enhanced, text }: Reply): string {
  return [code === 0 ? '' : String(code), enhanced, text].filter((part) => part !== '').join(' ');
}

/**
 * Text of a stranger in one line: nothing that a terminal would obey, nothing that turns the direction of writing. Without
 * addresses, which would outlive a reader's being erased.
 */
export function readable(text: string): string {
  const line = text
    .slice(0, 10 * LONGEST)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .replace(/[^\s<>"'()[\],;:=]{1,64}@[^\s<>"'()[\],;:]+/g, '…')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).replace(/\p{Cs}$/u, '')}…` : line;
}

/**
 * Under which name a server keeps the message it took: what its logs and its administrator know it by. Nothing settles
 * the wording, so each line here is one server's.
 */
const QUEUE_IDS: readonly RegExp[] = [
  // Postfix, SendGrid, Haraka
  /\bqueued as ([\w.-]{4,100})/i,
  // Exim
  /\bid=([\w-]{6,100})/,
  // Exchange: <Message-ID> [InternalId=…, Hostname=…] Queued mail for delivery
  /\[InternalId=(\d{4,40})/i,
  // Sendmail, OpenSMTPD
  /^([\w-]{6,100}) Message accepted for delivery/i,
  // SES, and Gmail: OK 1690000000 a1-20020a… - gsmtp
  /^Ok ([0-9a-f]{8,}(?:-[0-9a-f]+)+)$/i,
  /^OK +\d+ ([\w.-]{8,100}) - gsmtp$/,
];

export function queueIdOf({ text }: Reply): string | null {
  for (const pattern of QUEUE_IDS) {
    const id = pattern.exec(text)?.[1];
    if (id !== undefined) return id;
  }
  return null;
}
