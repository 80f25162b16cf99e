import type { Verification } from '../../delivery/account.ts';

/** More labels than any sender has; SES takes 100 identities at once. */
const MOST = 20;

/** Under whose name SES may send from an address: the address itself, its domain, or a domain above that. */
export function identitiesOf({ address, domain }: { readonly address: string; readonly domain: string }): string[] {
  return [address, domain, ...parentsOf(domain)].slice(0, MOST);
}

/** `a.b.example.org` → `b.example.org`, `example.org`. A single label is nobody's to verify. */
export function parentsOf(domain: string): readonly string[] {
  const labels = domain.split('.');
  return labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'));
}

/** SES takes the settings of the most specific identity that is verified: null where none is. */
export function verifiedIdentity(
  verification: ReadonlyMap<string, Verification>,
  identities: readonly string[],
): string | null {
  return identities.find((identity) => verification.get(identity) === 'Success') ?? null;
}

/** The most specific verified domain: it signs, also where the address is verified by itself. */
export function verifiedDomain(
  verification: ReadonlyMap<string, Verification>,
  identities: readonly string[],
): string | null {
  return verifiedIdentity(
    verification,
    identities.filter((identity) => !identity.includes('@')),
  );
}
