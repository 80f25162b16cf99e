/** An error that SES answered with. `name` is its code; '' where the answer had none that could be read. */
export interface SesRefusal {
  readonly status: number;
  readonly name: string;
  readonly message: string;
}

const CONNECTION_WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'the name of the SES endpoint is not known to the DNS'],
  ['EAI_AGAIN', 'the DNS does not answer'],
  ['ECONNREFUSED', 'the SES endpoint refuses connections'],
  ['EHOSTUNREACH', 'there is no way to the SES endpoint'],
  ['ENETUNREACH', 'there is no network'],
  ['ETIMEDOUT', 'the SES endpoint does not answer'],
]);

/** Of a connection that could not be made. */
export function connectionWords(name: string): string {
  return CONNECTION_WORDS.get(name) ?? `no connection to SES (${readable(name)})`;
}

/** Of a call that left. */
export function lostWords(name: string): string {
  return name === 'ETIMEDOUT'
    ? 'SES gave no answer in time'
    : `SES gave no answer that can be read (${readable(name)})`;
}

export function statusWords({ status, name }: Pick<SesRefusal, 'status' | 'name'>): string {
  return name === '' ? String(status) : `${status} ${readable(name)}`;
}

export function rejectedWords({ name, message }: Pick<SesRefusal, 'name' | 'message'>): string {
  const words = readable(message);
  return words === '' ? `SES refused the message (${readable(name)})` : `SES refused the message: ${words}`;
}

export function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

const LONGEST = 160;
/** The patterns below take the square of a text's length. */
const READ = 1000;

/** SES's words without addresses, account numbers and line breaks; they stand in reports and logs. */
function readable(text: string): string {
  const plain = text
    .slice(0, READ)
    .replace(/\barn:\S+/g, '…')
    .replace(/\S*@\S*/g, '…')
    .replace(/\b\d{12}\b/g, '…')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  const letters = Array.from(plain);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : plain;
}
