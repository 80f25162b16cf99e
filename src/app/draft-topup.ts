import type { Ledger, SendRecord, StoredEdition } from '../delivery/ledger.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import type { Publication } from '../publication/publication.ts';
import { type DraftedSend, editionKey, onlySegments } from './draft-send.ts';
import { done, type Outcome, refuse } from './refusal.ts';
import { segmentTests } from './segment-tests.ts';
import { restoreEdition } from './stored-edition.ts';

interface Ports {
  readonly subscribers: Subscribers;
  readonly ledger: Ledger;
}

/** The editions of an earlier send, as the store kept them, for whoever joined its audience since. */
export async function draftTopup(
  record: SendRecord,
  { publication, now }: { readonly publication: Publication; readonly now: number },
  { subscribers, ledger }: Ports,
): Promise<Outcome<DraftedSend>> {
  const corrected = (await ledger.list()).find(({ corrects }) => corrects === record.send);
  if (corrected !== undefined) return wasCorrected(record, corrected);
  const segments = segmentTests(publication, now);
  const only = record.segment === null ? undefined : segments.get(record.segment);
  if (record.segment !== null && only === undefined) return noSegment(record.segment);
  const stored = await ledger.editions(record.send);
  const kept = stored.map(restoreEdition);
  const mentioned = new Set(kept.flatMap((edition) => edition.mentioned));
  const query = onlySegments({ list: record.list, only, segments }, [
    ...new Set(kept.flatMap((edition) => edition.onlyFor)),
  ]);
  const editions = new Map(stored.map((edition) => [edition.segment ?? '', edition]));
  const editionFor = (one: { readonly segments: readonly string[] }): string => editionKey(one.segments, mentioned);
  for await (const member of subscribers.audience(query))
    if (!editions.has(editionFor(member))) return noEdition(editionFor(member), record);
  return done({ issue: null, query, seeds: [], request: requestOf(record, editions, editionFor) });
}

function requestOf(
  { issue, list, segment, transport, send }: SendRecord,
  editions: ReadonlyMap<string, StoredEdition>,
  editionFor: DraftedSend['request']['editionFor'],
): DraftedSend['request'] {
  const timing = { notBefore: null, window: null };
  return {
    issue,
    // Whoever joined since has nothing of the issue: a correction's words are the first that they get.
    correction: 0,
    list,
    segment,
    transport,
    timing,
    corrects: null,
    topsUp: send,
    editions,
    editionFor,
  };
}

function wasCorrected({ send }: SendRecord, correction: SendRecord): Outcome<never> {
  const message = `${send} was corrected by ${correction.send}: its own words are not to go to anybody else.`;
  return refuse('was-corrected', message, `Top up the correction: \`courant topup ${correction.send}\`.`);
}

function noSegment(segment: string): Outcome<never> {
  const message = `The segment "${segment}" that this send went to is not in courant.yaml any more.`;
  return refuse('no-such-list', message, 'Put it back, or send the issue to another list or segment.');
}

function noEdition(segments: string, { issue, list }: SendRecord): Outcome<never> {
  const message = `Somebody who joined since is in ${segments}, and that send made no edition for them.`;
  return refuse(
    'no-such-edition',
    message,
    `Send it anew: \`courant send ${issue.name} --to ${list}\` makes it, and only to those who don’t have the issue.`,
  );
}
