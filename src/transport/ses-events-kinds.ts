import type { EventKind } from '../delivery/events.ts';
import { listField, textField } from './ses-events-fields.ts';

/** How one of SES's types of event is read. */
export interface SesKind {
  /** The member of the record that tells about it. */
  readonly part: string;
  readonly kindOf: (part: unknown) => EventKind;
  /** Words for a person; null where there is nothing to say. */
  readonly detailOf: (part: unknown) => string | null;
  /** Where the part names recipients: a list of addresses, or of objects with `emailAddress`. */
  readonly recipients?: string;
}

/** By `eventType` (or `notificationType`). What isn't here says nothing about a delivery of ours. */
export const KINDS: ReadonlyMap<string, SesKind> = new Map<string, SesKind>([
  ['Send', { part: 'send', kindOf: () => 'sent', detailOf: () => null }],
  ['Delivery', { part: 'delivery', kindOf: () => 'delivered', detailOf: () => null, recipients: 'recipients' }],
  [
    'DeliveryDelay',
    {
      part: 'deliveryDelay',
      kindOf: () => 'delayed',
      detailOf: (part) => said(textField(part, 'delayType'), diagnosis(part, 'delayedRecipients')),
      recipients: 'delayedRecipients',
    },
  ],
  ['Bounce', { part: 'bounce', kindOf: bounceKind, detailOf: bounceDetail, recipients: 'bouncedRecipients' }],
  [
    'Complaint',
    {
      part: 'complaint',
      // RFC 5965 section 7.3: such a report corrects a filter.
      kindOf: (part) => (textField(part, 'complaintFeedbackType') === 'not-spam' ? 'not-spam' : 'complained'),
      detailOf: (part) => said(textField(part, 'complaintFeedbackType'), textField(part, 'complaintSubType')),
      recipients: 'complainedRecipients',
    },
  ],
  ['Reject', { part: 'reject', kindOf: () => 'rejected', detailOf: (part) => said(textField(part, 'reason')) }],
  ['Open', { part: 'open', kindOf: () => 'opened', detailOf: () => null }],
  ['Click', { part: 'click', kindOf: () => 'clicked', detailOf: (part) => said(textField(part, 'link')) }],
]);

/**
 * SES reports a transient bounce only once it tries no more, so that it is final; but what it calls transient and
 * general may also be the automatic answer of somebody on holiday, who has the message. That one has no delivery status
 * that says "failed" (RFC 3464 section 2.3.3).
 */
function bounceKind(bounce: unknown): EventKind {
  const isClear =
    textField(bounce, 'bounceType') === 'Permanent' || CLEAR.has(textField(bounce, 'bounceSubType') ?? '');
  const failed = listField(bounce, 'bouncedRecipients').some((one) => textField(one, 'action') === 'failed');
  return isClear || failed ? 'bounced' : 'soft-bounced';
}

const CLEAR = new Set(['MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected']);

function bounceDetail(bounce: unknown): string | null {
  const type = [textField(bounce, 'bounceType'), textField(bounce, 'bounceSubType')].filter((one) => one !== undefined);
  return said(type.join('/'), diagnosis(bounce, 'bouncedRecipients'));
}

/** What the reader's own server answered. */
function diagnosis(part: unknown, recipients: string): string | undefined {
  const [first] = listField(part, recipients);
  return textField(first, 'diagnosticCode') ?? textField(first, 'status');
}

function said(...parts: readonly (string | undefined)[]): string | null {
  const words = parts.filter((part) => part !== undefined && part !== '');
  return words.length === 0 ? null : words.join(': ');
}
