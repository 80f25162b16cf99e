import type { Ledger } from '../delivery/ledger.ts';
import type { PassEnd } from '../delivery/pass-end.ts';
import { rampUpDay, rampUpText } from '../delivery/ramp-up.ts';
import { formatMoment } from '../delivery/schedule/format-moment.ts';
import type { SendSummary } from '../delivery/summary.ts';
import type { Publication } from '../publication/publication.ts';
import { count } from './count.ts';
import { realClock } from './real-ports.ts';

const DAY = 86_400_000;

interface Place {
  readonly ledger: Ledger;
  readonly publication: Publication;
}

/** Why a send is not finished and what to do next, in lines for stderr; nothing where all is well. */
export async function passEndText(end: PassEnd, summary: SendSummary, place: Place): Promise<string> {
  return [...(await whyLines(end, summary, place)), ...nextLines(summary)].map((line) => `${line}\n`).join('');
}

async function whyLines(end: PassEnd, { transport }: SendSummary, place: Place): Promise<readonly string[]> {
  switch (end.kind) {
    case 'all':
    case 'interrupted':
      return [];
    case 'stop-asked':
      return ['Stopped, because `courant stop` asked for it. The calls that were out have come back.'];
    case 'account':
      return [`Stopped, because ${transport} takes no mail: ${end.reason}. Nobody got less for it: they wait.`];
    case 'failures':
      return [
        `Stopped, because ${end.failed} of the last ${end.of} calls failed. The last one: ${end.reason}.`,
        'Look at `courant status` with --deliveries before you go on.',
      ];
    case 'daily-quota':
      return [await quotaLine(transport, place)];
  }
}

/** A quota counts the 24 hours that end now: it is free again as what was sent first grows a day old. */
async function quotaLine(transport: SendSummary['transport'], { ledger, publication }: Place): Promise<string> {
  const { timeZone, ses } = publication;
  const now = realClock.now();
  const day = ses?.rampUp && rampUpDay(ses.rampUp, { now, timeZone, perDay: Number.POSITIVE_INFINITY });
  if (transport === 'ses' && day && (await ledger.attemptsSince('ses', day.begins)).count >= day.cap)
    return `Stopped: ${rampUpText(day)}, and they have left. More can go at ${formatMoment(day.ends, timeZone, now)}.`;
  const { first } = await ledger.attemptsSince(transport, now - DAY);
  const when = first === null ? 'within 24 hours' : `from ${formatMoment(first + DAY, timeZone, now)} on`;
  return `Stopped, because the account’s quota for 24 hours is used up. More can go ${when}.`;
}

function nextLines({ send, pending, deferred, inDoubt }: SendSummary): readonly string[] {
  const lines: string[] = [];
  if (pending > 0) lines.push(`Carry on with \`courant resume ${send}\`.`);
  if (deferred > 0)
    lines.push(`Try ${count(deferred, 'deferred delivery', 'deferred deliveries')} again: \`courant retry ${send}\`.`);
  if (inDoubt > 0)
    lines.push(
      `${count(inDoubt, 'delivery is', 'deliveries are')} in doubt. Events of SES settle them (\`courant events import\`),`,
      `or your word: \`courant resolve ${send} --resend\` or \`--give-up\`.`,
    );
  return lines;
}
