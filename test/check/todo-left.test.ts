import { expect, test } from 'vitest';
import { todoLeft } from '../../src/check/rules/todo-left.ts';
import { type Changes, sampleInput } from './sample-input.ts';

/** What is changed of a good issue → line and what is said. */
const CASES: Readonly<Record<string, readonly [changes: Changes, said: readonly string[]]>> = {
  'nothing left': [{}, []],
  'a subject': [{ subject: ['TODO'] }, ['2 the subject is still to be written']],
  'a note behind it': [{ preheader: ['TODO: ask Ben'] }, ['3 the preheader is still to be written']],
  'a word that only begins so': [{ subject: ['TODOS of the board'] }, []],
  'in a sentence': [{ subject: ['What TODO means'] }, []],
  'in small letters': [{ subject: ['todo'] }, []],
  'Chinese behind it': [{ subject: ['TODO：标题'] }, ['2 the subject is still to be written']],
};

test.each(Object.entries(CASES))('%s', (_, [changes, said]) => {
  const input = sampleInput(changes);
  expect(todoLeft(input).map(({ span, message, severity }) => [`${span.line} ${message}`, severity])).toEqual(
    said.map((one) => [one, 'warning']),
  );
  const sending = { ...input, surroundings: { ...input.surroundings, purpose: 'send' as const } };
  expect(todoLeft(sending).map(({ severity }) => severity)).toEqual(said.map(() => 'error'));
});
