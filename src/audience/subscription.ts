import { readableText } from './readable-text.ts';
import type { SuppressionReason } from './subscriber.ts';

export type SubscriptionResult =
  | { readonly ok: true; readonly state: 'subscribed' | SuppressionReason }
  | { readonly ok: false; readonly reason: string };

/** Words for how somebody stands to a newsletter, of Courant's own exports and of other systems'. */
const WORDS: Readonly<Record<string, 'subscribed' | SuppressionReason>> = {
  subscribed: 'subscribed',
  active: 'subscribed',
  enabled: 'subscribed',
  confirmed: 'subscribed',
  regular: 'subscribed',
  premium: 'subscribed',
  trialed: 'subscribed',
  gifted: 'subscribed',
  churning: 'subscribed',
  past_due: 'subscribed',
  unpaid: 'subscribed',
  paused: 'unsubscribe',
  unsubscribe: 'unsubscribe',
  unsubscribed: 'unsubscribe',
  disabled: 'unsubscribe',
  inactive: 'unsubscribe',
  removed: 'unsubscribe',
  churned: 'unsubscribe',
  bounce: 'bounce',
  bounced: 'bounce',
  cleaned: 'bounce',
  undeliverable: 'bounce',
  complaint: 'complaint',
  complained: 'complaint',
  spam: 'complaint',
  spammy: 'manual',
  manual: 'manual',
  suppressed: 'manual',
  blocked: 'manual',
  blocklisted: 'manual',
};
const UNCONFIRMED = new Set(['unconfirmed', 'unactivated', 'pending']);

/** An empty cell says subscribed; a word that nobody knows is refused, since guessing would write to somebody who left. */
export function parseSubscription(cell: string): SubscriptionResult {
  const word = cell.trim().toLowerCase();
  if (word === '') return { ok: true, state: 'subscribed' };
  const state = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (state !== undefined) return { ok: true, state };
  if (UNCONFIRMED.has(word)) return { ok: false, reason: `${readableText(cell)} has not confirmed the subscription` };
  return { ok: false, reason: `${readableText(cell)} doesn’t say whether they are subscribed or unsubscribed` };
}
