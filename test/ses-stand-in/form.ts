/** A query-protocol body: names → values still percent-encoded, as views of the body (which holds 100 KB of message). */
export type Form = ReadonlyMap<string, Buffer>;

const AMPERSAND = 0x26;
const EQUALS = 0x3d;

export function parseForm(body: Buffer): Form {
  const form = new Map<string, Buffer>();
  for (let from = 0; from < body.length; ) {
    const next = body.indexOf(AMPERSAND, from);
    const to = next === -1 ? body.length : next;
    const equals = body.indexOf(EQUALS, from);
    const nameEnd = equals === -1 || equals > to ? to : equals;
    form.set(decode(body.toString('latin1', from, nameEnd)), body.subarray(Math.min(nameEnd + 1, to), to));
    from = to + 1;
  }
  return form;
}

/** The value as text, or null where the name isn't there. Throws URIError on a broken escape. */
export function formText(form: Form, name: string): string | null {
  const value = form.get(name);
  return value === undefined ? null : decode(value.toString('latin1'));
}

/** `Destinations.member.1`, `.2`, … as a list. */
export function formList(form: Form, prefix: string): readonly string[] {
  const list: string[] = [];
  for (;;) {
    const value = formText(form, `${prefix}.member.${list.length + 1}`);
    if (value === null) return list;
    list.push(value);
  }
}

/**
 * A value in base64, decoded; null when it's none. The three characters that base64 needs escaped are put back by name:
 * decodeURIComponent takes ten times as long over 100 KB. Node's decoder skips what isn't base64, so a wrong character
 * shows as a length that falls short.
 */
export function formBytes(form: Form, name: string): Buffer | null {
  const encoded = form.get(name)?.toString('latin1') ?? '';
  const plain = encoded.replaceAll('%2B', '+').replaceAll('%2F', '/').replaceAll('%3D', '=');
  const text = plain.includes('%') ? decode(plain) : plain;
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return null;
  const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : null;
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
