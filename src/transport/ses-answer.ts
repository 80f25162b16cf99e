import type { SesFault } from './ses-classification.ts';
import type { HttpAnswer } from './ses-post.ts';

/** What SES's XML says (https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html). */
export type SesAnswer =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'fault'; readonly fault: SesFault };

/**
 * The SDK's reader of XML would take ten times as long for the one word that is wanted. What is no such answer, though it
 * came with a 200, says nothing: somebody else may have given it.
 */
export function readAnswer({ status, text }: HttpAnswer): SesAnswer {
  if (status < 200 || status > 299) {
    const [name, message] = [element(text, 'Code'), element(text, 'Message')];
    return { kind: 'fault', fault: { kind: 'refused', status, name: name ?? '', message: message ?? '' } };
  }
  const messageId = element(text, 'MessageId');
  if (messageId !== null && /^[\w.@+-]{1,200}$/.test(messageId)) return { kind: 'accepted', messageId };
  return { kind: 'fault', fault: { kind: 'lost', name: `a ${status} without a message id` } };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function element(xml: string, name: string): string | null {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  if (start < 0 || end < 0) return null;
  const text = xml.slice(start + name.length + 2, end);
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? '').trim();
}
