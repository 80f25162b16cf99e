import { addSubscriber } from '../../app/add-subscriber.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { realClock } from '../real-ports.ts';
import { readAddress, refuseSegment, showDone, type SubscribersWork, withSubscribers } from '../with-subscribers.ts';

export const subscribersAdd: CommandSpec = {
  name: 'subscribers add',
  summary: 'add one subscriber, or to a further list',
  args: [{ usage: '<address>', describe: 'such as ana@example.org' }],
  options: [
    { flags: '--list <list>', describe: 'the list to join; made when it doesn’t exist' },
    {
      flags: '--field <name=value...>',
      describe: 'a declared field, language or time_zone; may be given several times',
    },
    { flags: '--consent <how>', describe: 'how they agreed; needed for somebody who left or was erased' },
    { flags: '--consent-from <where>', describe: 'where they agreed: a page, a form, a person' },
    JSON_OPTION,
  ],
  examples: [
    ['courant subscribers add ana@example.org --list daily --field first_name=Ana', ''],
    ['courant subscribers add ana@example.org --list daily --consent "wrote to the editors"', 'also after she left'],
  ],
  run: (input, context) => withSubscribers(input, context, runAdd),
};

async function runAdd(work: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const { input, publication, store } = work;
  const named = readAddress(input.args[0] ?? '');
  if (!named.ok) return named;
  const list = input.text('list') ?? null;
  const free = refuseSegment(list, publication);
  if (!free.ok) return free;
  const pairs = readPairs(input.texts('field'));
  if (!pairs.ok) return pairs;
  const how = input.text('consent') ?? null;
  const request = {
    ...named.value,
    list,
    values: pairs.value,
    consent: { how, from: input.text('consentFrom') ?? null },
  };
  const added = await addSubscriber(request, publication, { subscribers: store.subscribers, now: realClock.now() });
  if (!added.ok) return added;
  const onto = list === null ? '' : ` on ${list}`;
  showDone(
    work,
    { address: named.value.address, list, change: added.value },
    `${named.value.address}${onto}: ${added.value}`,
  );
  return done(EXIT.fine);
}

function readPairs(texts: readonly string[]): Outcome<ReadonlyMap<string, string>> {
  const pairs = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1)
      return refuse('usage', `--field can’t read ${JSON.stringify(text)}.`, 'Write it as --field first_name=Ana.');
    pairs.set(text.slice(0, at), text.slice(at + 1));
  }
  return done(pairs);
}
