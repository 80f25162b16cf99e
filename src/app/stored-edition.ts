import type { CheckedEdition } from '../check/check.ts';
import type { StoredEdition } from '../delivery/ledger.ts';
import type { MessageEdition, MessageSettings } from '../personalise/personalise.ts';
import type { Publication } from '../publication/publication.ts';

/** What the store keeps of an edition: all that its messages are made of, so that resuming compiles nothing anew. */
export interface KeptEdition {
  readonly edition: MessageEdition;
  readonly settings: MessageSettings;
  readonly list: string;
  /** Segments that some part of the issue is for. */
  readonly mentioned: readonly string[];
  /** Segments that the whole issue is for; empty for everybody. */
  readonly onlyFor: readonly string[];
  /** In which zone the Date header is written. */
  readonly timeZone: string;
}

export function keepEdition(
  checked: CheckedEdition,
  publication: Publication,
  { list, mentioned, onlyFor }: Pick<KeptEdition, 'list' | 'mentioned' | 'onlyFor'>,
): StoredEdition {
  const { hash, language, subject, html, text, segments } = checked;
  const { name, url, linkBase, from, replyTo, fields, timeZone } = publication;
  const kept: KeptEdition = {
    edition: { hash, language, subject, html, text },
    settings: { name, url, linkBase, from, replyTo, fields },
    list,
    mentioned,
    onlyFor,
    timeZone,
  };
  return { hash, language, segment: segments.length === 0 ? null : segments.join('+'), content: JSON.stringify(kept) };
}

/** The store gives back what `keepEdition` gave it; anything else is a damaged store, which is not ours to mend. */
export function restoreEdition(stored: StoredEdition): KeptEdition {
  const kept: unknown = JSON.parse(stored.content);
  if (!isKept(kept)) throw new Error(`the store's copy of edition ${stored.hash} can't be read`);
  return kept;
}

function isKept(value: unknown): value is KeptEdition {
  return (
    typeof value === 'object' && value !== null && 'edition' in value && 'settings' in value && 'timeZone' in value
  );
}
