import type * as Sdk from '@aws-sdk/client-ses';

/** The SDK, once it is loaded: its commands, and the client that sends them. */
export interface SesClient {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.SESClient;
}

export interface SesAccountSettings {
  /** Of courant.yaml. AWS_REGION is meant for this one run, and so goes before it; a profile's region comes last. */
  readonly region?: string | undefined;
  /** Where SES answers, instead of what the region or AWS_ENDPOINT_URL_SES says. */
  readonly endpoint?: string | undefined;
}

/** Milliseconds for one answer about the account, and for a connection. */
const ANSWER_TIME = 10_000;
const CONNECT_TIME = 5000;

/**
 * Loads the SDK, which nobody does who doesn't use SES. Everything that isn't said here is the SDK's own: AWS_PROFILE,
 * credentials, AWS_ENDPOINT_URL_SES. It asks once: three of its attempts have sent one mail three times.
 */
export async function sesClient({ region, endpoint }: SesAccountSettings): Promise<SesClient> {
  // Otherwise the SDK tells each editor on Node 20 that its releases of 2027 will want another Node.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const sdk = await import('@aws-sdk/client-ses');
  const client = new sdk.SESClient({
    ...((process.env['AWS_REGION'] ?? '') === '' && region !== undefined ? { region } : {}),
    ...(endpoint === undefined ? {} : { endpoint }),
    maxAttempts: 1,
    retryMode: 'standard',
    requestHandler: { requestTimeout: ANSWER_TIME, throwOnRequestTimeout: true, connectionTimeout: CONNECT_TIME },
  });
  return { sdk, client };
}
