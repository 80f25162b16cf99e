/** What a name server said. `no-record`: the name or this kind of record doesn't exist; the others: nobody knows. */
export type DnsAnswer<T> =
  | { readonly kind: 'records'; readonly records: readonly [T, ...T[]] }
  | { readonly kind: 'no-record' | 'no-server' | 'time-out' };

export interface MailExchange {
  readonly host: string;
  readonly preference: number;
}

/** Port: the domain name system. Names are ASCII, without the last dot, in questions and in answers. */
export interface Dns {
  /** Each record's strings joined (RFC 7208 section 3.3), as they came: they may hold anything. */
  readonly txt: (name: string) => Promise<DnsAnswer<string>>;
  readonly cname: (name: string) => Promise<DnsAnswer<string>>;
  readonly mx: (name: string) => Promise<DnsAnswer<MailExchange>>;
}
