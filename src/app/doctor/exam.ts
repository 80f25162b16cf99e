import type { Dns } from '../../delivery/dns.ts';
import type { HeadAnswer } from '../../delivery/http.ts';
import type { Transport } from '../../delivery/transport.ts';
import type { Publication } from '../../publication/publication.ts';
import type { Outcome } from '../refusal.ts';
import type { AccountFacts } from './ask-account.ts';
import type { Verdict } from './finding.ts';

/** Everything that a check may look at. */
export interface Exam {
  readonly publication: Publication;
  readonly transport: Transport['name'];
  /** The From address, and its domain in ASCII. */
  readonly from: { readonly address: string; readonly domain: string };
  /** AWS's region; null where it isn't known or doesn't matter. */
  readonly region: string | null;
  /** What SES said; null for the other transports. */
  readonly account: AccountFacts | null;
  readonly dns: Dns;
  /** COURANT_SECRET's, as they are used. */
  readonly secrets: readonly string[];
  /** Writes to the store and takes it back. */
  readonly tryStore: () => Promise<Outcome<'written'>>;
  /** Connects to the mail server as a send would, and sends nothing. */
  readonly trySmtp: () => Promise<Outcome<'connected'>>;
  /** What the publication's addresses answered, by URL; empty where nobody asked for it. */
  readonly pages: ReadonlyMap<string, HeadAnswer>;
  /** Some server's clock beside this machine's, both in milliseconds since 1970; null where none told. */
  readonly clocks: { readonly theirs: number; readonly ours: number } | null;
}

/** One question of `courant doctor`: its name, for whom it is asked, and its answer are one item. */
export interface Check {
  readonly name: string;
  readonly transports: readonly Transport['name'][];
  readonly examine: (exam: Exam) => Promise<Verdict> | Verdict;
}

export const LIVE: readonly Transport['name'][] = ['ses', 'smtp'];
export const EVERY: readonly Transport['name'][] = ['outbox', 'ses', 'smtp'];
