/** What newsletters and networks add to an address to count clicks; it leads to the same page without them. */
const CAMPAIGN_PREFIXES = ['utm_', 'hsa_', 'mtm_', 'matomo_', 'piwik_', 'pk_'] as const;
const CAMPAIGN_NAMES: ReadonlySet<string> = new Set(
  `fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igsh igshid mc_cid mc_eid mkt_tok
  _hsenc _hsmi hsctatracking vero_id wt.mc_id oly_anon_id oly_enc_id _ga _gl s_cid cmpid ncid icid at_medium at_campaign`.split(
    /\s+/,
  ),
);
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * A form of an address that is the same for all addresses of one story; only for comparing, never to be followed. It has
 * no scheme of http and https, no `www.`, no default port, no slash at the end, no campaign parameters, no fragment
 * unless it is a path (`#/` and `#!`); host in lower case and ASCII, percent-encoding as RFC 3986 section 6.2.2 has it,
 * parameters sorted by name. Null where it is no address.
 */
export function canonicalUrl(text: string): string | null {
  const written = text.trim().normalize('NFC');
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return url.href.toLowerCase();
  const host = url.hostname.replace(/^www\.(?=[^.]+\.)/, '').replace(/\.$/, '');
  const port = isDefaultPort(url.port) ? '' : `:${url.port}`;
  const path = plainEncoding(url.pathname).replace(/\/+$/, '');
  const route = /^#[!/]./.test(url.hash) ? plainEncoding(url.hash) : '';
  return `//${host}${port}${path}${queryOf(url.search)}${route}`;
}

/** Of both schemes: since http and https count as one, so do their ports. */
function isDefaultPort(port: string): boolean {
  return port === '' || port === '80' || port === '443';
}

function queryOf(search: string): string {
  const parameters = search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isCampaign(nameOf(parameter)))
    .map(plainEncoding);
  if (parameters.length === 0) return '';
  return `?${parameters.toSorted((a, b) => compareText(nameOf(a), nameOf(b))).join('&')}`;
}

function nameOf(parameter: string): string {
  const sign = parameter.indexOf('=');
  return sign < 0 ? parameter : parameter.slice(0, sign);
}

function isCampaign(name: string): boolean {
  const lower = name.toLowerCase();
  return CAMPAIGN_NAMES.has(lower) || CAMPAIGN_PREFIXES.some((prefix) => lower.startsWith(prefix));
}

/** `%e6` and `%E6` are one, and `%61` is an `a`. */
function plainEncoding(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : encoded.toUpperCase();
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
