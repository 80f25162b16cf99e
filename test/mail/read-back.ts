import { spawnSync } from 'node:child_process';

/** A message as Python's `email` reads it with the strict policy: none of our code has a part in it. */
export interface ReadMail {
  readonly headers: readonly (readonly [string, string])[];
  readonly contentType: string;
  readonly defects: readonly string[];
  readonly from: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly parts: readonly ReadPart[];
}

interface Mailbox {
  readonly name: string;
  readonly address: string;
}

interface ReadPart {
  readonly contentType: string;
  readonly charset: string | null;
  readonly encoding: string;
  /** The decoded bytes in base64, since a part need not be text that JSON can carry. */
  readonly body: string;
}

const SCRIPT = `
import sys, json, base64, email
from email import policy

def mailboxes(header):
    if header is None: return []
    return [{'name': a.display_name, 'address': a.addr_spec} for a in header.addresses]

def read(raw):
    msg = email.message_from_bytes(raw, policy=policy.strict)
    defects = [str(d) for part in msg.walk() for d in part.defects]
    defects += [k + ': ' + str(d) for k, v in msg.items() for d in v.defects]
    parts = [{'contentType': p.get_content_type(), 'charset': p.get_content_charset(),
              'encoding': p['content-transfer-encoding'],
              'body': base64.b64encode(p.get_payload(decode=True)).decode()} for p in msg.iter_parts()]
    return {'headers': [[k, str(v)] for k, v in msg.items()], 'contentType': msg.get_content_type(), 'defects': defects,
            'from': mailboxes(msg['from']), 'to': mailboxes(msg['to']), 'parts': parts}

print(json.dumps([read(base64.b64decode(raw)) for raw in json.load(sys.stdin)]))
`;

export function readWithPython(messages: readonly Buffer[]): readonly ReadMail[] {
  const input = JSON.stringify(messages.map((bytes) => bytes.toString('base64')));
  const child = spawnSync('python3', ['-c', SCRIPT], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (child.status !== 0) throw new Error(`python3 could not read a message: ${child.stderr}`);
  const read: unknown = JSON.parse(child.stdout);
  if (!isReadMails(read)) throw new Error('python3 wrote no list');
  if (read.length !== messages.length) throw new Error(`python3 read ${read.length} of ${messages.length} messages`);
  return read;
}

function isReadMails(value: unknown): value is readonly ReadMail[] {
  return Array.isArray(value);
}

export function bodyOf(mail: ReadMail | undefined, contentType: string): string {
  const part = mail?.parts.find((each) => each.contentType === contentType);
  if (part === undefined) throw new Error(`no ${contentType} part`);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(part.body, 'base64'));
}

export function headersNamed(mail: ReadMail | undefined, name: string): readonly string[] {
  return (mail?.headers ?? []).filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** Every line end is CRLF, and no line is longer than a relay must take: 998 anywhere, 76 in an encoded body. */
export function lineFaults(bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  const bodyStart = text.indexOf('\r\n\r\n');
  const faults: string[] = [];
  if (/[^\r]\n|\r(?!\n)|^\n/.test(text)) faults.push('a bare CR or LF');
  if (/[^\t\r\n\x20-\x7e]/.test(text)) faults.push('a byte that is no printable ASCII');
  if (!text.endsWith('\r\n')) faults.push('no line end at the end');
  let offset = 0;
  for (const line of text.split('\r\n')) {
    const isBody = offset > bodyStart && !/^(?:--=_|Content-)/.test(line);
    if (line.length > (isBody ? 76 : 998)) faults.push(`${line.length} characters: ${line.slice(0, 60)}`);
    offset += line.length + 2;
  }
  return faults;
}
