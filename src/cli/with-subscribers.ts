import { done, type Outcome, refuse } from '../app/refusal.ts';
import { addressKey, parseAddress } from '../mail/address.ts';
import type { Publication } from '../publication/publication.ts';
import type { Store } from '../store/sqlite/open-store.ts';
import type { CommandContext, CommandInput, ExitStatus } from './command.ts';
import { openPublication } from './open-publication.ts';
import { withStore } from './open-store.ts';
import { showRefusal } from './show-refusal.ts';

/** What a command about subscribers works with. */
export interface SubscribersWork {
  readonly publication: Publication;
  readonly store: Store;
  readonly root: string;
  readonly input: CommandInput;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
}

/** Opens publication and store for a command about subscribers, and says as a refusal why it could not be done. */
export async function withSubscribers(
  input: CommandInput,
  context: CommandContext,
  work: (place: SubscribersWork) => Promise<Outcome<ExitStatus>>,
): Promise<ExitStatus> {
  const json = input.flag('json') ? 'json' : 'human';
  const open = await openPublication(context, json);
  if (typeof open === 'number') return open;
  return withStore({ root: open.root, context, json }, async (store) => {
    const came = await work({ publication: open.publication, store, root: open.root, input, context, json });
    return came.ok ? came.value : showRefusal(came.refusal, { json, terminal: context.terminal });
  });
}

/** Says what was done: one JSON value for scripts, a line for people. */
export function showDone({ json, context }: SubscribersWork, value: object, line: string): void {
  context.terminal.out(json === 'json' ? `${JSON.stringify(value, null, 2)}\n` : `${line}\n`);
}

export interface NamedAddress {
  readonly address: string;
  readonly key: string;
}

export function readAddress(text: string): Outcome<NamedAddress> {
  const parsed = parseAddress(text);
  if (parsed.ok) return done({ address: parsed.address, key: addressKey(parsed.address) });
  return refuse(
    'not-an-address',
    `${JSON.stringify(text)} isn’t an address: ${parsed.reason}.`,
    'Write it as ana@example.org.',
  );
}

export function refuseSegment(list: string | null, publication: Publication): Outcome<'fine'> {
  if (list === null || !Object.hasOwn(publication.segments, list)) return done('fine');
  const message = `"${list}" is a segment, and a list and a segment may not share a name.`;
  return refuse('list-is-segment', message, 'Choose another name for the list.');
}

export function unknownSubscriber(address: string): Outcome<never> {
  return refuse(
    'no-such-subscriber',
    `The store knows nobody at ${address}.`,
    'Look at all addresses with `courant subscribers export`.',
  );
}
