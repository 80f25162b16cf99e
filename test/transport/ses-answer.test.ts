import { expect, test } from 'vitest';
import { readAnswer, type SesAnswer } from '../../src/transport/ses-answer.ts';

const ID = '0102019abcdef012-11111111-2222-3333-4444-555555555555-000000';

function lost(status: number): SesAnswer {
  return { kind: 'fault', fault: { kind: 'lost', name: `a ${status} without a message id` } };
}

function refused(status: number, name: string, message: string): SesAnswer {
  return { kind: 'fault', fault: { kind: 'refused', status, name, message } };
}

function error(code: string, message: string): string {
  return `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}

const cases: readonly (readonly [what: string, status: number, text: string, answer: SesAnswer])[] = [
  ['an id', 200, `<R>\n <MessageId>${ID}</MessageId>\n</R>`, { kind: 'accepted', messageId: ID }],
  ['nothing', 200, '', lost(200)],
  ['half an answer', 200, `<R><MessageId>${ID.slice(0, 30)}`, lost(200)],
  ['an empty id', 200, '<MessageId></MessageId>', lost(200)],
  ['an id that is none', 200, '<MessageId><script>alert(1)</script></MessageId>', lost(200)],
  ['a page of somebody else', 200, '<!doctype html><title>Sign in</title>', lost(200)],
  ['another 2xx', 202, '', lost(202)],
  [
    'an error',
    400,
    error('MessageRejected', 'Is &lt;a&gt; &amp;amp; &quot;b&quot;'),
    refused(400, 'MessageRejected', 'Is <a> &amp; "b"'),
  ],
  ['an error without words', 403, '', refused(403, '', '')],
  ['an error cut off', 400, '<Error><Code>Throt', refused(400, '', '')],
  ['a gateway’s page', 502, '<html>Bad gateway</html>', refused(502, '', '')],
  ['a redirection', 302, '', refused(302, '', '')],
  ['an error that quotes an id', 500, `<MessageId>${ID}</MessageId>`, refused(500, '', '')],
];

test.each(cases)('%s', (_, status, text, answer) => {
  expect(readAnswer({ status, text })).toEqual(answer);
});
