/** What an audience looks like from afar. */
export interface AudienceShape {
  readonly members: number;
  readonly suppressed: number;
  /** Of those who aren't suppressed: who joined after the moment that was asked about. */
  readonly joined: number;
  /** The hundred domains with most members who aren't suppressed, the most first. */
  readonly domains: readonly DomainCount[];
}

export interface DomainCount {
  readonly domain: string;
  readonly count: number;
}

/** The last send to the same audience. */
export interface PreviousAudience {
  readonly send: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Who was not suppressed, those who had the issue already too. */
  readonly reach: number;
  readonly domains: readonly DomainCount[];
}

/** How an audience differs from the last one, past what is ordinary. `message` is a whole sentence. */
export interface Anomaly {
  readonly kind: 'larger' | 'smaller' | 'domain' | 'new';
  readonly message: string;
}

const TIMES = 3;
const DOMAIN_SHARE = 0.2;
const NEW_SHARE = 0.5;
/** Of fewer readers, shares say nothing: two colleagues who join a list of three are no attack. */
const SHARES_FROM = 10;

/** Nothing is out of the ordinary for the first send to an audience (`previous` null). */
export function compareAudience(previous: PreviousAudience | null, planned: AudienceShape): readonly Anomaly[] {
  if (previous === null || previous.reach === 0) return [];
  const reach = planned.members - planned.suppressed;
  const anomalies: Anomaly[] = [];
  const sizes = `${number(reach)} readers after ${number(previous.reach)} in the last send`;
  if (reach >= TIMES * previous.reach)
    anomalies.push({
      kind: 'larger',
      message: `The audience is ${times(reach / previous.reach)} as large as before: ${sizes}.`,
    });
  if (reach * TIMES <= previous.reach)
    anomalies.push({ kind: 'smaller', message: `The audience is a third of what it was, or less: ${sizes}.` });
  if (reach < SHARES_FROM) return anomalies;
  for (const { domain, count } of planned.domains) {
    const share = count / reach;
    const before = (previous.domains.find((one) => one.domain === domain)?.count ?? 0) / previous.reach;
    if (share < DOMAIN_SHARE || share < 2 * before) continue;
    anomalies.push({
      kind: 'domain',
      message: `${percent(share)} of the readers are at ${domain}, where ${percent(before)} were in the last send.`,
    });
  }
  if (planned.joined >= NEW_SHARE * reach)
    anomalies.push({
      kind: 'new',
      message: `${percent(planned.joined / reach)} of the readers joined since the last send.`,
    });
  return anomalies;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function times(factor: number): string {
  return factor < 10 ? `${Math.floor(factor * 10) / 10} times` : `${Math.floor(factor).toLocaleString('en')} times`;
}
