import { answered } from '../answered.ts';
import type { Check } from '../exam.ts';
import { fine, warning } from '../finding.ts';

/** SES gives every new account exactly this, and an account outside the sandbox never so little. */
const SANDBOX = { perDay: 200, perSecond: 1 };

export const sandbox: Check = {
  name: 'sandbox',
  transports: ['ses'],
  examine: ({ account, region, publication }) =>
    answered(account?.quota, 'shared', ({ perDay, perSecond }) => {
      if (perDay !== SANDBOX.perDay || perSecond !== SANDBOX.perSecond)
        return fine('The account is out of the sandbox: it may mail anybody.');
      const url = `https://console.aws.amazon.com/ses/home${region === null ? '' : `?region=${region}`}#/account`;
      return warning(
        'The account is in the sandbox: it may only mail addresses that it has verified, 200 a day.',
        `Ask to leave it at ${url} (“Request production access”), or with \`aws sesv2 put-account-details ` +
          `--production-access-enabled --mail-type MARKETING --website-url ${new URL(publication.url).origin} ` +
          '--use-case-description "…"`; AWS answers within a day.',
      );
    }),
};
