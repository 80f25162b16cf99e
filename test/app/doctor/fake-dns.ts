import type { Dns, DnsAnswer } from '../../../src/delivery/dns.ts';

/** `example.org TXT` → its records; an MX record as `10 host`. What isn't here doesn't exist. */
export type Zone = Readonly<Record<string, readonly string[] | 'time-out' | 'no-server'>>;

export interface FakeDns extends Dns {
  /** Every question so far, such as `example.org TXT`. */
  readonly asked: readonly string[];
}

export function fakeDns(zone: Zone): FakeDns {
  const asked: string[] = [];
  const look = async <T>(question: string, read: (record: string) => T): Promise<DnsAnswer<T>> => {
    asked.push(question);
    const found = zone[question];
    if (found === 'time-out' || found === 'no-server') return { kind: found };
    const [first, ...others] = (found ?? []).map(read);
    return first === undefined ? { kind: 'no-record' } : { kind: 'records', records: [first, ...others] };
  };
  const exchange = (record: string): { host: string; preference: number } => {
    const [preference = '', host = ''] = record.split(' ');
    return { host, preference: Number(preference) };
  };
  return {
    asked,
    txt: (name) => look(`${name} TXT`, String),
    cname: (name) => look(`${name} CNAME`, String),
    mx: (name) => look(`${name} MX`, exchange),
  };
}
