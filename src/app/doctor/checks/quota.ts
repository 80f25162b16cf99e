import type { SendingLimits } from '../../../delivery/transport.ts';
import { answered } from '../answered.ts';
import type { Check } from '../exam.ts';
import { failing, fine, type Verdict } from '../finding.ts';

const ASK = 'Ask for more at https://console.aws.amazon.com/servicequotas/home/services/ses/quotas';

export const quota: Check = {
  name: 'quota',
  transports: ['ses'],
  examine: ({ account }) => answered(account?.quota, 'to-send', judge),
};

function judge({ perDay, perSecond, sentToday }: SendingLimits): Verdict {
  const day = perDay === Number.POSITIVE_INFINITY ? 'any number of mails' : `${number(perDay)} mails`;
  const says = `SES takes ${day} in 24 hours and ${number(perSecond)} a second; ${number(sentToday)} went out in the last 24 hours`;
  if (perDay <= 0 || perSecond <= 0) return failing(`${says}.`, `${ASK}: this account may send nothing.`);
  if (sentToday >= perDay) return failing(`${says}: nothing is left now.`, `Wait until they are a day old. ${ASK}.`);
  return fine(`${says}.`);
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}
