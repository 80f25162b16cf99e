import type { TransportErrorCode } from '../delivery/transport-error.ts';

/** What keeps a whole account from sending, and what to do about it. */
export interface AccountTrouble {
  readonly code: Exclude<TransportErrorCode, 'transport-unreachable'>;
  readonly what: string;
  readonly todo: string;
}

/** Nothing was asked of AWS: the SDK found no credentials, or could not renew them. */
export const NO_CREDENTIALS: AccountTrouble = {
  code: 'transport-misconfigured',
  what: 'no AWS credentials could be loaded',
  todo: 'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; a profile with single sign-on wants `aws sso login`',
};

export const NO_REGION: AccountTrouble = {
  code: 'transport-misconfigured',
  what: 'no AWS region is set',
  todo: 'set ses.region in courant.yaml, or AWS_REGION',
};

export const BAD_REGION: AccountTrouble = {
  code: 'transport-misconfigured',
  what: 'what is set as AWS region is not the name of one',
  todo: 'correct AWS_REGION if it is set, or ses.region in courant.yaml; regions look like eu-west-1',
};

export const BAD_ENDPOINT: AccountTrouble = {
  code: 'transport-misconfigured',
  what: 'the endpoint that is set for SES can’t be used',
  todo: 'make AWS_ENDPOINT_URL_SES, or the endpoint of the AWS profile, an http or https address, or unset it and AWS_USE_FIPS_ENDPOINT',
};

export const SENDING_OFF: AccountTrouble = {
  code: 'transport-paused',
  what: 'sending is paused for this SES account',
  todo: 'read AWS’s mail about it and the account dashboard of the SES console, which say how to have it lifted',
};

export const WRONG_CLOCK: AccountTrouble = {
  code: 'transport-refused',
  what: 'the clock of this machine is more than five minutes wrong',
  todo: 'set it right, best by NTP',
};
