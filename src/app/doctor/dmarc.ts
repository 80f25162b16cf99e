import type { Dns } from '../../delivery/dns.ts';
import { parentsOf } from './identity.ts';

export interface DmarcPolicy {
  /** Where the record stands: the From domain or one above it. */
  readonly domain: string;
  /** What receivers are asked to do with a From-domain's mail that fails. */
  readonly policy: 'none' | 'quarantine' | 'reject';
  /** Whether DKIM's domain, and SPF's, may be a relative of the From domain (`relaxed`) or must be the same. */
  readonly dkimAlignment: 'relaxed' | 'strict';
  readonly spfAlignment: 'relaxed' | 'strict';
  readonly reports: 'asked-for' | 'not-asked-for';
}

export type Dmarc =
  | { readonly kind: 'policy'; readonly policy: DmarcPolicy }
  | { readonly kind: 'none' }
  /** Receivers act as if there were none (RFC 7489 section 6.6.3). */
  | { readonly kind: 'several'; readonly domain: string }
  | { readonly kind: 'unknown' };

/** RFC 9989 section 4.10: no more questions than that for one domain. */
const MOST_QUESTIONS = 8;
const RECORD = /^v\s*=\s*DMARC1\s*(?:;|$)/;
const POLICIES = ['none', 'quarantine', 'reject'] as const;

/**
 * The policy for a From domain: its own record, else that of its organisational domain. RFC 7489 section 3.2 finds that
 * domain in a list of public suffixes that grows stale; this is the walk up the tree that RFC 9989 has put in its place
 * and that gives the same wherever one organisation's domains hold one record above.
 */
export async function findDmarc(domain: string, dns: Dns): Promise<Dmarc> {
  const own = await readRecord(domain, dns);
  if (own.kind !== 'none') return own.kind === 'record' ? policyOf(own.tags, { domain, asked: domain }) : own;
  let found: Dmarc = { kind: 'none' };
  for (const parent of parentsOf(domain).slice(-(MOST_QUESTIONS - 1))) {
    const record = await readRecord(parent, dns);
    if (record.kind === 'unknown') return record;
    // A registry's record is about its customers, and not one of them.
    if (record.kind !== 'record' || record.tags.get('psd') === 'y') continue;
    found = policyOf(record.tags, { domain: parent, asked: domain });
    if (record.tags.get('psd') === 'n') break;
  }
  return found;
}

type Tags = ReadonlyMap<string, string>;
type RecordFound =
  | { readonly kind: 'record'; readonly tags: Tags }
  | Extract<Dmarc, { readonly kind: 'none' | 'several' | 'unknown' }>;

async function readRecord(domain: string, dns: Dns): Promise<RecordFound> {
  const answer = await dns.txt(`_dmarc.${domain}`);
  if (answer.kind === 'no-record') return { kind: 'none' };
  if (answer.kind !== 'records') return { kind: 'unknown' };
  const records = answer.records.filter((record) => RECORD.test(record));
  const [record] = records;
  if (record === undefined) return { kind: 'none' };
  return records.length > 1 ? { kind: 'several', domain } : { kind: 'record', tags: tagsOf(record) };
}

/** `tag=value` between semicolons; of a tag that stands twice the first counts. */
function tagsOf(record: string): Tags {
  const tags = new Map<string, string>();
  for (const part of record.split(';')) {
    const equals = part.indexOf('=');
    const tag = part.slice(0, Math.max(0, equals)).trim().toLowerCase();
    if (tag !== '' && !tags.has(tag)) tags.set(tag, part.slice(equals + 1).trim());
  }
  return tags;
}

/** A policy that can't be read counts as `none` (RFC 9989 section 4.7; RFC 7489 wants an address for reports besides). */
function policyOf(tags: Tags, { domain, asked }: { readonly domain: string; readonly asked: string }): Dmarc {
  const wanted = (asked === domain ? undefined : tags.get('sp')) ?? tags.get('p') ?? 'none';
  return {
    kind: 'policy',
    policy: {
      domain,
      policy: POLICIES.find((policy) => policy === wanted.toLowerCase()) ?? 'none',
      dkimAlignment: alignmentOf(tags.get('adkim')),
      spfAlignment: alignmentOf(tags.get('aspf')),
      reports: tags.has('rua') ? 'asked-for' : 'not-asked-for',
    },
  };
}

function alignmentOf(tag: string | undefined): 'relaxed' | 'strict' {
  return tag?.toLowerCase() === 's' ? 'strict' : 'relaxed';
}
