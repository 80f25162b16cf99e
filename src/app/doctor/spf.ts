import type { Dns } from '../../delivery/dns.ts';
import { quoted } from './quoted.ts';

type Qualifier = '+' | '-' | '~' | '?';

/** What a domain's SPF says, read as a receiver would (RFC 7208), as far as that goes without a sending address. */
export type Spf =
  | { readonly kind: 'none' }
  /** The record as it stands, how many DNS questions it costs a receiver, and what becomes of everybody else. */
  | {
      readonly kind: 'record';
      readonly record: string;
      readonly lookups: number;
      readonly others: Qualifier;
      readonly includes: ReadonlySet<string>;
    }
  /** Receivers take it for broken: `reason` completes the sentence "SPF of x is broken: …". */
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'unknown' };

/** RFC 7208 section 4.6.4. */
const MOST_LOOKUPS = 10;
const RECORD = /^v=spf1(?: |$)/i;
const TERM = /^([+?~-])?(all|include|a|mx|ptr|ip4|ip6|exists)(?:[:/].*)?$/i;
const MODIFIER = /^([a-z][a-z0-9_.-]*)=(.*)$/i;
const HOST = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/i;

interface Walk {
  readonly dns: Dns;
  lookups: number;
  /** Domains whose hosts may send, as far as includes say so. */
  readonly includes: Set<string>;
}

/** Follows includes and redirects, and stops where a receiver would. */
export async function readSpf(domain: string, dns: Dns): Promise<Spf> {
  const walk: Walk = { dns, lookups: 0, includes: new Set() };
  const found = await follow(domain, walk, 'allowed');
  if (found.kind !== 'record') return found;
  return { ...found, lookups: walk.lookups, includes: walk.includes };
}

type Followed =
  | Exclude<Spf, { readonly kind: 'record' }>
  | { readonly kind: 'record'; readonly record: string; readonly others: Qualifier };

/** `standing`: whether whom this record allows may send for the first domain too. */
async function follow(domain: string, walk: Walk, standing: 'allowed' | 'not-allowed'): Promise<Followed> {
  const answer = await walk.dns.txt(domain);
  if (answer.kind === 'no-record') return { kind: 'none' };
  if (answer.kind !== 'records') return { kind: 'unknown' };
  const records = answer.records.filter((record) => RECORD.test(record));
  const [record] = records;
  if (record === undefined) return { kind: 'none' };
  if (records.length > 1) return broken(`${domain} has ${records.length} SPF records, and may have one`);
  let redirect: string | null = null;
  for (const term of record.split(' ').slice(1)) {
    if (term === '') continue;
    const read = readTerm(term);
    if (read.kind === 'broken') return read;
    if (read.kind === 'all') return { kind: 'record', record, others: read.qualifier };
    if (read.kind === 'redirect') redirect = read.domain;
    const trouble = await step(read, walk, standing);
    if (trouble !== null) return trouble;
  }
  if (redirect === null) return { kind: 'record', record, others: '?' };
  const further = await followLookup(redirect, walk, standing);
  return further.kind === 'record' ? { ...further, record } : further;
}

/** One mechanism; null where a receiver would go on to the next. */
async function step(term: Term, walk: Walk, standing: 'allowed' | 'not-allowed'): Promise<Followed | null> {
  if (term.kind === 'include') {
    const allowed = standing === 'allowed' && term.qualifier === '+' ? 'allowed' : 'not-allowed';
    if (allowed === 'allowed') walk.includes.add(term.domain.toLowerCase());
    const further = await followLookup(term.domain, walk, allowed);
    return further.kind === 'record' ? null : further;
  }
  if (term.kind !== 'question') return null;
  walk.lookups += 1;
  return walk.lookups > MOST_LOOKUPS ? tooMany() : null;
}

async function followLookup(domain: string, walk: Walk, standing: 'allowed' | 'not-allowed'): Promise<Followed> {
  walk.lookups += 1;
  if (walk.lookups > MOST_LOOKUPS) return tooMany();
  // A macro depends on the mail (RFC 7208 section 7): nobody can follow it from here.
  if (domain.includes('%')) return { kind: 'record', record: '', others: '?' };
  if (!HOST.test(domain)) return broken(`it names ${quoted(domain)}, which is no domain`);
  const further = await follow(domain, walk, standing);
  return further.kind === 'none' ? broken(`it names ${domain}, which has no SPF record`) : further;
}

type Term =
  | { readonly kind: 'all'; readonly qualifier: Qualifier }
  | { readonly kind: 'include'; readonly qualifier: Qualifier; readonly domain: string }
  | { readonly kind: 'redirect'; readonly domain: string }
  /** A mechanism that costs a receiver one DNS question. */
  | { readonly kind: 'question' }
  | { readonly kind: 'free' };

function readTerm(term: string): Term | Extract<Spf, { readonly kind: 'broken' }> {
  const mechanism = TERM.exec(term);
  if (mechanism === null) {
    const modifier = MODIFIER.exec(term);
    if (modifier === null) return broken(`it holds ${quoted(term)}, which SPF doesn’t know`);
    return modifier[1]?.toLowerCase() === 'redirect'
      ? { kind: 'redirect', domain: modifier[2] ?? '' }
      : { kind: 'free' };
  }
  const qualifier = qualifierOf(mechanism[1]);
  const name = mechanism[2]?.toLowerCase();
  if (name === 'all') return { kind: 'all', qualifier };
  if (name === 'include') return { kind: 'include', qualifier, domain: term.slice(term.indexOf(':') + 1) };
  return { kind: name === 'ip4' || name === 'ip6' ? 'free' : 'question' };
}

function qualifierOf(sign: string | undefined): Qualifier {
  return sign === '-' || sign === '~' || sign === '?' ? sign : '+';
}

function broken(reason: string): Extract<Spf, { readonly kind: 'broken' }> {
  return { kind: 'broken', reason };
}

function tooMany(): Extract<Spf, { readonly kind: 'broken' }> {
  return broken(`it costs a receiver more than ${MOST_LOOKUPS} DNS questions`);
}
