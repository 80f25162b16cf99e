import { fieldOf, isObject, parseJson, textField } from './ses-events-fields.ts';
import { GREETING } from './ses-events-split.ts';

/** What a carrier held. `reason` completes the sentence "it was left out: …". */
export type Unwrapped =
  | { readonly kind: 'record'; readonly type: string; readonly record: object }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'broken'; readonly reason: string };

/** EventBridge in SNS in SQS in a Lambda's records, and two to spare. */
const DEEPEST = 8;
const CONFIRMATION = /^(Subscription|Unsubscribe)Confirmation$/;
const MANY = ['Messages', 'Records'];
const ONE = ['Message', 'Sns', 'Body', 'body', 'detail'];

/**
 * Takes SES's own records out of what brought them: SNS (`Message`), SQS (`Body`, also whole answers of
 * `aws sqs receive-message`), EventBridge (`detail`), a Lambda's input (`Records`), and these in each other.
 */
export function* unwrap(value: unknown, depth = 0): Generator<Unwrapped> {
  if (depth > DEEPEST) yield broken('it is wrapped too deep');
  else if (typeof value === 'string') yield* unwrapText(value, depth);
  else if (Array.isArray(value)) for (const one of value) yield* unwrap(one, depth + 1);
  else if (isObject(value)) yield* unwrapObject(value, depth);
  else yield broken('it is no object');
}

function* unwrapObject(value: object, depth: number): Generator<Unwrapped> {
  const type = textField(value, 'eventType') ?? textField(value, 'notificationType');
  if (type !== undefined) yield { kind: 'record', type, record: value };
  else if (CONFIRMATION.test(textField(value, 'Type') ?? '')) yield { kind: 'skipped' };
  else {
    const carried =
      MANY.map((name) => fieldOf(value, name)).find(Array.isArray) ??
      ONE.map((name) => fieldOf(value, name)).find((held) => held !== undefined);
    if (carried === undefined) yield broken('it is JSON, but no SES event');
    else yield* unwrap(carried, depth + 1);
  }
}

function* unwrapText(text: string, depth: number): Generator<Unwrapped> {
  if (text.trimStart().startsWith(GREETING)) {
    yield { kind: 'skipped' };
    return;
  }
  const parsed = parseJson(text);
  if (parsed.ok) yield* unwrap(parsed.value, depth + 1);
  else yield broken('what it carries isn’t JSON');
}

function broken(reason: string): Unwrapped {
  return { kind: 'broken', reason };
}
