import type { SesClient } from './ses-client.ts';
import type { HttpTarget } from './ses-post.ts';

/** Where the SDK would send a call of SendRawEmail, and its signature for one. */
export interface SesRoute {
  readonly target: HttpTarget;
  /** The headers of a call with this body, signed now (Signature Version 4). Credentials are renewed when they are due. */
  readonly sign: (body: Buffer) => Promise<Readonly<Record<string, string>>>;
}

/** What of the SDK's request matters for others like it. */
interface Request {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Those of the first request alone. */
const OWN_HEADERS =
  /^(?:content-length|amz-sdk-.*|authorization|x-amz-date|x-amz-content-sha256|x-amz-security-token)$/i;

/**
 * Lets the SDK make one request, with its own rules for region, endpoint, profile and credentials, and stops it before it
 * leaves: all later ones differ from it in their bodies and signatures only. That spares the SDK's dozen steps, which
 * take longer than signing and sending together (docs/adr/0008-ses-transport.md). Null where the endpoint that somebody
 * set is none.
 */
export async function findRoute({ sdk, client }: SesClient): Promise<SesRoute | null> {
  const command = new sdk.SendRawEmailCommand({ RawMessage: { Data: new Uint8Array() } });
  let request: unknown;
  let authScheme: Parameters<typeof client.config.signer>[0];
  command.middlewareStack.add(
    (_send, context) => async (step) => {
      request = step.request;
      authScheme = context.authSchemes?.[0];
      return { response: undefined, output: { $metadata: {}, MessageId: undefined } };
    },
    { step: 'finalizeRequest', priority: 'low', name: 'courantRoute' },
  );
  try {
    await client.send(command);
  } catch (error) {
    if (isAboutEndpoint(error)) return null;
    throw error;
  }
  if (!isRequest(request)) throw new Error('the AWS SDK made no request that can be read');
  const target = targetOf(request);
  if (target === null) return null;
  const { protocol, hostname, port, path } = request;
  const same = { method: 'POST', protocol, hostname, path, ...(port === undefined ? {} : { port }) };
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.test(name)));
  const signer = await client.config.signer(authScheme);
  return {
    target,
    sign: async (body) => {
      const call = { ...same, body, headers: { ...headers, 'content-length': String(body.length) } };
      return (await signer.sign(call, { signingDate: new Date() })).headers;
    },
  };
}

/** No address at all, or one that doesn't go with other settings, such as AWS_USE_FIPS_ENDPOINT. */
function isAboutEndpoint(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'EndpointError' || ('code' in error && error.code === 'ERR_INVALID_URL');
}

function isRequest(value: unknown): value is Request {
  return (
    typeof value === 'object' &&
    value !== null &&
    'protocol' in value &&
    'hostname' in value &&
    'path' in value &&
    'headers' in value &&
    typeof value.hostname === 'string' &&
    typeof value.path === 'string' &&
    typeof value.headers === 'object'
  );
}

function targetOf({ protocol, hostname, port, path }: Request): HttpTarget | null {
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return { protocol, host: hostname.replace(/^\[(.*)\]$/, '$1'), port, path };
}
