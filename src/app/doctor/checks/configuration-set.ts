import type { ConfigurationSetFacts } from '../../../delivery/account.ts';
import { answered } from '../answered.ts';
import type { Check } from '../exam.ts';
import { failing, fine, type Verdict, warning } from '../finding.ts';

/** Without these nobody learns which addresses are dead and who complained. */
const NEEDED = ['bounce', 'complaint', 'delivery'];

export const configurationSet: Check = {
  name: 'configuration-set',
  transports: ['ses'],
  examine: ({ account, publication }) => {
    const name = publication.ses?.configurationSet;
    if (name === undefined) {
      return warning(
        'courant.yaml names no configuration set: bounces and complaints don’t come back as events.',
        'Run `aws ses create-configuration-set --configuration-set Name=newsletters`, give it an event destination, and write `ses: { configurationSet: newsletters }`.',
      );
    }
    return answered(account?.configurationSet ?? undefined, 'to-know', (set) => judge(name, set));
  },
};

function judge(name: string, set: ConfigurationSetFacts | null): Verdict {
  if (set === null) {
    return failing(
      `There is no configuration set ${JSON.stringify(name)}: SES refuses mails that name it.`,
      'Mend `ses.configurationSet` in courant.yaml, or make the set with `aws ses create-configuration-set`, in the same region.',
    );
  }
  const missing = NEEDED.filter((event) => !set.published.includes(event));
  if (missing.length === 0) return fine(`The configuration set ${name} tells of bounces, complaints and deliveries.`);
  return warning(
    `The configuration set ${name} sends no events of: ${missing.join(', ')}.`,
    'Add an event destination (SNS to SQS) with these events: `aws ses create-configuration-set-event-destination`.',
  );
}
