import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal, Settings } from './options.ts';

export interface SignedCall {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** SHA-256 of the body that really came in, in hex. */
  readonly bodyHash: string;
}

export type SignatureCheck = (call: SignedCall, settings: SignatureSettings, now: number) => Refusal | null;
type SignatureSettings = Pick<Settings, 'credentials' | 'region'>;

interface Authorization {
  readonly key: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const CLOCK_SKEW_MS = 5 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/(\d{8})\/([^/\s]+)\/([^/\s]+)\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/;

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/**
 * Signature Version 4 from its specification (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html),
 * not from the client's own code, which it is there to judge. Remembers the last day's signing key.
 */
export function signatureCheck(): SignatureCheck {
  let known: { secret: string; scope: string; key: Buffer } = { secret: '', scope: '', key: Buffer.alloc(0) };
  const signingKey = (secret: string, scope: string): Buffer => {
    if (known.secret !== secret || known.scope !== scope) known = { secret, scope, key: deriveKey(secret, scope) };
    return known.key;
  };
  return (call, settings, now) => {
    const authorization = readAuthorization(call.headers.authorization);
    if (authorization === null) {
      return refused('MissingAuthenticationToken', 'Request is missing Authentication Token');
    }
    const wrong = scopeRefusal(authorization, call, settings) ?? dateRefusal(authorization, call, now);
    if (wrong !== null) return wrong;
    const scope = scopeOf(authorization);
    const key = signingKey(settings.credentials.secretAccessKey, scope);
    const text = `AWS4-HMAC-SHA256\n${header(call, 'x-amz-date')}\n${scope}\n${sha256(canonicalRequest(call, authorization))}`;
    const expected = createHmac('sha256', key).update(text).digest();
    const same = timingSafeEqual(expected, Buffer.from(authorization.signature, 'hex'));
    return same ? null : refused('SignatureDoesNotMatch', MISMATCH);
  };
}

function readAuthorization(value: string | undefined): Authorization | null {
  const found = AUTHORIZATION.exec(value ?? '');
  if (found === null) return null;
  const [, key = '', day = '', region = '', service = '', signed = '', signature = ''] = found;
  return { key, day, region, service, signedHeaders: signed.split(';'), signature };
}

function scopeRefusal(
  { key, region, service, signedHeaders }: Authorization,
  call: SignedCall,
  settings: SignatureSettings,
): Refusal | null {
  const token = settings.credentials.sessionToken ?? '';
  if (key !== settings.credentials.accessKeyId || header(call, 'x-amz-security-token') !== token) {
    return refused('InvalidClientTokenId', 'The security token included in the request is invalid.');
  }
  if (region !== settings.region) {
    return refused('SignatureDoesNotMatch', `Credential should be scoped to a valid region, not '${region}'.`);
  }
  if (service !== 'ses') {
    return refused('SignatureDoesNotMatch', `Credential should be scoped to correct service: 'ses'.`);
  }
  const missing = ['host', 'x-amz-date'].find((name) => !signedHeaders.includes(name));
  if (missing === undefined) return null;
  return refused('SignatureDoesNotMatch', `'${missing}' must be a 'SignedHeader' in the AWS Authorization.`);
}

function dateRefusal({ day }: Authorization, call: SignedCall, now: number): Refusal | null {
  const date = header(call, 'x-amz-date');
  const [, y, m, d, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const at = Date.parse(`${y}-${m}-${d}T${hours}:${minutes}:${seconds}Z`);
  if (Number.isNaN(at) || !date.startsWith(day)) {
    return refused(
      'SignatureDoesNotMatch',
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date.',
    );
  }
  if (Math.abs(now - at) <= CLOCK_SKEW_MS) return null;
  return refused(
    'RequestExpired',
    `Request has expired: ${date} is not within 5 minutes of ${new Date(now).toISOString()}.`,
  );
}

function canonicalRequest(call: SignedCall, { signedHeaders }: Authorization): string {
  const [path = '/', query = ''] = call.target.split('?', 2);
  const headers = signedHeaders.map((name) => `${name}:${header(call, name).trim().replaceAll(/ +/g, ' ')}\n`).join('');
  const lines = [call.method, path, canonicalQuery(query), headers, signedHeaders.join(';'), call.bodyHash];
  return lines.join('\n');
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs = query.split('&').map((pair) => (pair.includes('=') ? pair : `${pair}=`));
  return pairs.sort().join('&');
}

function header({ headers }: SignedCall, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : (value?.join(',') ?? '');
}

function scopeOf({ day, region, service }: Authorization): string {
  return `${day}/${region}/${service}/aws4_request`;
}

function deriveKey(secret: string, scope: string): Buffer {
  let key = Buffer.from(`AWS4${secret}`);
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
  return key;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refused(code: string, message: string): Refusal {
  return { code, message, status: 403 };
}
