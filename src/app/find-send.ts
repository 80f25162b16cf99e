import type { Ledger, SendRecord } from '../delivery/ledger.ts';
import { nearest } from '../publication/nearest.ts';
import { done, type Outcome, refuse } from './refusal.ts';

/** The send of that name; `latest` means the newest. */
export async function findSend(asked: string, ledger: Ledger): Promise<Outcome<SendRecord>> {
  const name = asked === 'latest' ? await ledger.newest() : asked;
  const found = name === null ? null : await ledger.find(name);
  if (found !== null) return done(found);
  const all = await ledger.list();
  if (all.length === 0)
    return refuse(
      'no-such-send',
      'Nothing was sent from this store yet.',
      'Send an issue with `courant send ISSUE --to LIST`.',
    );
  const guess = nearest(
    asked,
    all.map(({ send }) => send),
  );
  const hint = guess === undefined ? 'List all sends with `courant sends`.' : `Did you mean ${guess}?`;
  return refuse('no-such-send', `There is no send "${asked}".`, hint);
}

/** The send of an issue that was stopped or broken off and has readers left; undefined where there is none. */
export async function unfinishedSend(issueId: string, ledger: Ledger): Promise<SendRecord | undefined> {
  const all = await ledger.list();
  return all.find(({ issue, counts, state }) => issue.id === issueId && counts.pending > 0 && state !== 'cancelled');
}
