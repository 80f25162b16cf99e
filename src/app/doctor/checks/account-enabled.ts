import { answered } from '../answered.ts';
import type { Check } from '../exam.ts';
import { failing, fine } from '../finding.ts';

export const accountEnabled: Check = {
  name: 'account-enabled',
  transports: ['ses'],
  examine: ({ account }) =>
    answered(account?.enabled, 'to-send', (enabled) =>
      enabled
        ? fine('SES sends for this account.')
        : failing(
            'Sending is switched off for this account.',
            'If SES paused it, mend what AWS wrote to you about and answer there; if you did, run ' +
              '`aws ses update-account-sending-enabled --enabled`.',
          ),
    ),
};
