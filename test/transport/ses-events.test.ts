import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressedEvent, EventReading } from '../../src/delivery/events.ts';
import { readSesEvents } from '../../src/transport/ses-events.ts';
import { collect } from '../delivery/fixtures.ts';
import {
  CONFIRMATION,
  GREETING,
  inEventBridge,
  inSns,
  inSqs,
  messageIdOf,
  SES_TYPES,
  sesEvent,
  type SampleOf,
  type SesType,
} from './ses-event-samples.ts';

const ANA: SampleOf = { send: '20261124-080000-ab12', attempt: 7, address: 'ana@example.org' };

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size = 1 << 20): Promise<readonly EventReading[]> {
  return (await collect(readSesEvents(inPieces(text, size)))).flat();
}

/** `7 delivered`, or what else was found, each with its line. */
async function told(text: string, size?: number): Promise<readonly string[]> {
  return (await read(text, size)).map((reading) => {
    if (reading.kind === 'event') return `${reading.line}: ${reading.event.attempt} ${reading.event.kind}`;
    return `${reading.line}: ${reading.kind}${reading.kind === 'broken' ? `, ${reading.reason}` : ''}`;
  });
}

async function eventOf(type: SesType, part: object = {}): Promise<AddressedEvent> {
  const [reading] = await read(JSON.stringify(sesEvent(type, { ...ANA, part })));
  if (reading?.kind !== 'event') throw new Error(`no event: ${JSON.stringify(reading)}`);
  return reading.event;
}

describe('types', () => {
  test.each<[SesType, AddressedEvent['kind'], string | null, at: string]>([
    ['Send', 'sent', null, '2026-11-24T08:00:02.000Z'],
    ['Delivery', 'delivered', null, '2026-11-24T08:00:03.411Z'],
    [
      'DeliveryDelay',
      'delayed',
      'TransientCommunicationFailure: smtp; 421 4.4.1 no answer',
      '2026-11-24T08:10:03.411Z',
    ],
    ['Bounce', 'bounced', 'Permanent/General: smtp; 550 5.1.1 <…> user unknown', '2026-11-24T08:00:04.020Z'],
    ['Complaint', 'complained', 'abuse', '2026-11-24T09:30:00.000Z'],
    ['Reject', 'rejected', 'Bad content', '2026-11-24T08:00:02.000Z'],
    ['Open', 'opened', null, '2026-11-24T08:20:19.652Z'],
    ['Click', 'clicked', 'https://news.example.org/ferries', '2026-11-24T08:21:25.570Z'],
  ])('%s', async (type, kind, detail, at) => {
    const { key, ...event } = await eventOf(type);
    expect(key).toMatch(/^[\w-]{24}$/);
    expect(event).toEqual({
      send: ANA.send,
      attempt: 7,
      kind,
      messageId: messageIdOf(7),
      detail,
      at: Date.parse(at),
      recipients: ['ana@example.org'],
    });
  });

  const dsn = { action: 'failed', status: '4.4.7', diagnosticCode: 'smtp; 550 4.4.7 expired' };
  test.each<[string, object, AddressedEvent['kind']]>([
    ['a holiday answer', { bounceType: 'Transient', bouncedRecipients: [{ emailAddress: 'x' }] }, 'soft-bounced'],
    ['a delay', { bounceType: 'Transient', bouncedRecipients: [{ ...dsn, action: 'delayed' }] }, 'soft-bounced'],
    ['given up by SES', { bounceType: 'Transient', bouncedRecipients: [dsn] }, 'bounced'],
    ['a full mailbox', { bounceType: 'Transient', bounceSubType: 'MailboxFull', bouncedRecipients: [] }, 'bounced'],
    [
      'undetermined',
      { bounceType: 'Undetermined', bounceSubType: 'Undetermined', bouncedRecipients: [] },
      'soft-bounced',
    ],
    ['undetermined, with a report', { bounceType: 'Undetermined', bouncedRecipients: [dsn] }, 'bounced'],
    ['on SES’s own list', { bounceSubType: 'OnAccountSuppressionList', bouncedRecipients: [] }, 'bounced'],
    ['of a type to come', { bounceType: 'Cosmic', bounceSubType: 'Rays', bouncedRecipients: 'none' }, 'soft-bounced'],
  ])('a bounce: %s', async (_, part, kind) => {
    expect((await eventOf('Bounce', part)).kind).toBe(kind);
  });

  test('a reader who takes a message out of the spam folder doesn’t complain', async () => {
    expect((await eventOf('Complaint', { complaintFeedbackType: 'not-spam' })).kind).toBe('not-spam');
    expect((await eventOf('Complaint', { complaintFeedbackType: undefined })).kind).toBe('complained');
  });

  test('what is kept in words holds no address', async () => {
    const part = {
      link: 'https://news.example.org/u?to=Ana.B%40example.org&b=ana+x@例子.example',
      timestamp: '2026-11-24T08:00:00Z',
    };
    expect((await eventOf('Click', part)).detail).toBe('https://news.example.org/u?to=…&b=…');
    const reason = `two\nlines\u0000 of ana@example.org${'@'.repeat(3000)}\ud800`;
    expect((await eventOf('Reject', { reason })).detail).not.toMatch(/ana|\u0000|\n|\ud800/);
  });

  test.each<[string, (mail: Record<string, unknown>) => void, readonly string[]]>([
    ['in capitals', (mail) => void (mail['destination'] = ['ANA@Example.ORG']), ['ana@example.org']],
    ['with a name', (mail) => void (mail['destination'] = ['Ana <ana@example.org>']), ['ana@example.org']],
    ['of another alphabet', (mail) => void (mail['destination'] = ['ana@例子.example']), ['ana@xn--fsqu00a.example']],
    ['by the part alone', (mail) => void delete mail['destination'], ['ana@example.org']],
    ['of a wrong type', (mail) => void (mail['destination'] = [7, null, {}]), ['ana@example.org']],
  ])('the recipient %s', async (_, change, recipients) => {
    const event = sesEvent('Delivery', ANA);
    const mail: unknown = event['mail'];
    if (!isRecord(mail)) throw new Error('the sample has no mail');
    change(mail);
    const [reading] = await read(JSON.stringify(event));
    expect(reading).toMatchObject({ kind: 'event', event: { recipients } });
  });
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

describe('carriers', () => {
  const [first, second, third] = [1, 2, 3].map((attempt) => sesEvent('Delivery', { ...ANA, attempt }));
  const three = ['1 delivered', '2 delivered', '3 delivered'];
  const lines = (...values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');
  const pretty = (value: unknown): string => JSON.stringify(value, null, 4);
  const legacy = { ...second, eventType: undefined, notificationType: 'Delivery' };

  test.each<[string, string, lines?: readonly number[]]>([
    ['one a line', lines(first, second, third)],
    [
      'with Windows line ends, a mark and empty lines',
      `\ufeff${lines(first, second, third).replaceAll('\n', '\r\n\r\n')}\r\n`,
      [1, 3, 5],
    ],
    ['the older notifications', lines(first, legacy, third)],
    ['SNS', lines(inSns(first), inSns(second), inSns(third))],
    [
      'SQS messages, one a line',
      lines({ Body: JSON.stringify(first) }, { body: JSON.stringify(inSns(second)) }, inSqs(inSns(third))),
    ],
    [
      'SQS answers, several lines each',
      `${pretty(inSqs(inSns(first), second))}\n${pretty(inSqs(inSns(third)))}\n`,
      [1, 1, 17],
    ],
    ['EventBridge', lines(inEventBridge(first), inSqs(inEventBridge(second)), inSns(inEventBridge(third)))],
    [
      'a Lambda’s input',
      lines({ Records: [{ Sns: inSns(first) }, { body: JSON.stringify(second) }, { Sns: inSns(third) }] }),
      [1, 1, 1],
    ],
    ['Firehose', [first, second, third].map((one) => JSON.stringify(one)).join(''), [1, 1, 1]],
    ['an array', JSON.stringify([first, inSns(second), inSqs(third)]), [1, 1, 1]],
    ['an array in lines', pretty([first, second]).concat(`\n${lines([third])}`), [2, 63, 125]],
    ['each printed in several lines', [first, second, third].map(pretty).join('\n'), [1, 62, 123]],
  ])('%s', async (_, text, at = [1, 2, 3]) => {
    const expected = three.map((one, index) => `${at[index]}: ${one}`);
    expect(await told(text)).toEqual(expected);
    // However the text is cut into pieces.
    for (const size of [1, 2, 7, 64, 1009]) expect(await told(text, size)).toEqual(expected);
  });

  test.each([
    ['a confirmation', JSON.stringify(CONFIRMATION)],
    ['an end of a subscription', JSON.stringify({ ...CONFIRMATION, Type: 'UnsubscribeConfirmation' })],
    ['the greeting', GREETING],
    ['the greeting in SNS', JSON.stringify(inSns(GREETING))],
    ['the greeting in SQS', JSON.stringify(inSqs(GREETING))],
    [
      'a type that says nothing of a delivery',
      JSON.stringify({ eventType: 'Rendering Failure', mail: {}, failure: {} }),
    ],
    ['a type to come', JSON.stringify({ ...first, eventType: '__proto__' })],
    [
      'a notification to a new topic',
      JSON.stringify({ notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'x' }),
    ],
  ])('%s is skipped', async (_, text) => {
    expect(await told(`${text}\n${lines(second)}`)).toEqual(['1: skipped', '2: 2 delivered']);
  });

  test('nothing holds nothing', async () => {
    for (const text of ['', '\n\n', '[]', '{"Messages":[]}', '\ufeff']) expect(await told(text)).toEqual([]);
  });
});

describe('keys', () => {
  test('the same event has one key by whatever way it comes, and another event has another', async () => {
    const same = sesEvent('Bounce', ANA);
    const ways = [same, inSns(same), inSqs(inSns(same)), inEventBridge({ ...same, unknown: 1 })];
    const others = [
      ...SES_TYPES.filter((type) => type !== 'Bounce').map((type) => sesEvent(type, ANA)),
      sesEvent('Bounce', { ...ANA, attempt: 8 }),
      sesEvent('Bounce', { ...ANA, part: { feedbackId: 'another' } }),
      sesEvent('Bounce', { ...ANA, part: { timestamp: '2026-11-24T08:00:04.021Z' } }),
      sesEvent('Click', { ...ANA, part: { link: 'https://news.example.org/doctor' } }),
    ];
    const keys = async (events: readonly unknown[]): Promise<readonly string[]> =>
      (await read(JSON.stringify(events))).flatMap((one) => (one.kind === 'event' ? [one.event.key] : []));
    expect(new Set(await keys(ways)).size).toBe(1);
    expect(new Set(await keys([same, ...others])).size).toBe(1 + others.length);
  });
});

describe('what is not ours', () => {
  test.each<[string, unknown]>([
    ['no tags', {}],
    ['tags of others', { campaign: ['x'] }],
    ['one of the two', { 'courant-send': ['s'] }],
    ['an attempt that is no number', { 'courant-send': ['s'], 'courant-attempt': ['7; DROP TABLE'] }],
    ['an attempt beyond all numbers', { 'courant-send': ['s'], 'courant-attempt': ['9'.repeat(30)] }],
    ['tags that are a list', ['courant-send', 's']],
    ['tags in a prototype', { __proto__: 1 }],
    ['values of wrong types', { 'courant-send': [{}], 'courant-attempt': [null] }],
  ])('%s', async (_, tags) => {
    const event = { eventType: 'Delivery', mail: { messageId: 'm', tags }, delivery: {} };
    expect(await told(JSON.stringify(event))).toEqual(['1: foreign']);
  });

  test('a number counts as the text that it is, and a value needs no list', async () => {
    const tags = { 'courant-send': 's', 'courant-attempt': [7] };
    const event = {
      eventType: 'Open',
      mail: { messageId: 'm', timestamp: '2026-11-24T08:00:00+02:00', tags },
      open: null,
    };
    expect(await read(JSON.stringify(event))).toMatchObject([
      { event: { send: 's', attempt: 7, at: Date.parse('2026-11-24T06:00:00Z'), recipients: [] } },
    ]);
  });
});

describe('hostile lines', () => {
  const good = JSON.stringify(sesEvent('Open', { ...ANA, attempt: 2 }));
  const withMail = (mail: object): string => JSON.stringify({ ...sesEvent('Send', ANA), mail });
  const tags = { 'courant-send': ['s'], 'courant-attempt': ['1'] };
  const deep = '{"a":'.repeat(200_000);

  test.each<[string, string, string]>([
    ['words', 'these are no events', 'no JSON object begins here'],
    ['a number', '12', 'no JSON object begins here'],
    ['NULs', '\0\0\0{', 'no JSON object begins here'],
    ['a NUL within', good.replace('opened', '\0').replace('Mozilla', '\0'), 'it isn’t JSON'],
    ['cut within a text', good.slice(0, 20), 'it breaks off before it is complete'],
    ['single quotes', "{'eventType':'Open'}", 'it isn’t JSON'],
    ['a comma too many', '{"eventType":"Open",}', 'it isn’t JSON'],
    ['another object', '{}', 'it is JSON, but no SES event'],
    ['a type that is none', '{"eventType":7}', 'it is JSON, but no SES event'],
    ['a prototype', '{"__proto__":{"eventType":"Open"}}', 'it is JSON, but no SES event'],
    ['no mail', '{"eventType":"Open"}', 'it doesn’t say of which message it is'],
    ['a mail that is a list', '{"eventType":"Open","mail":[]}', 'it doesn’t say of which message it is'],
    ['no message id', withMail({ tags, timestamp: '2026-11-24T08:00:00Z' }), 'its message id can’t be read'],
    ['a message id with a NUL', withMail({ tags, messageId: 'a\0b' }), 'its message id can’t be read'],
    ['no time', withMail({ tags, messageId: 'm' }), 'its time can’t be read'],
    [
      'a time that is none',
      withMail({ tags, messageId: 'm', timestamp: '2026-13-45T99:00:00Z' }),
      'its time can’t be read',
    ],
    ['a time in words', withMail({ tags, messageId: 'm', timestamp: 'yesterday' }), 'its time can’t be read'],
    ['a carrier of words', JSON.stringify(inSns('hello')), 'what it carries isn’t JSON'],
    ['a carrier of a cut event', JSON.stringify(inSns(good.slice(0, 50))), 'what it carries isn’t JSON'],
    ['a carrier of nothing', '{"Body":null}', 'it is no object'],
    ['a carrier of itself', '{"Body":'.repeat(12) + '{}' + '}'.repeat(12), 'it is wrapped too deep'],
    ['nested 200,000 deep', `${deep}1${'}'.repeat(200_000)}`, 'it is nested too deep'],
    [
      'nested deep in a text',
      JSON.stringify(inSns(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)),
      'it is wrapped too deep',
    ],
    ['nested and never closed', deep, 'it is nested too deep'],
  ])('%s', async (_, line, reason) => {
    expect(await told(`${good}\n${line}\n${good}\n`)).toEqual(['1: 2 opened', `2: broken, ${reason}`, '3: 2 opened']);
  });

  test('a line of 10 MB is read, one of 20 MB isn’t', async () => {
    const long = (size: number): string => JSON.stringify({ ...sesEvent('Open', ANA), padding: 'x'.repeat(size) });
    expect(await told(`${long(10e6)}\n${good}`, 1 << 16)).toEqual(['1: 7 opened', '2: 2 opened']);
    expect(await told(`${long(20e6)}\n${good}`)).toEqual(['1: broken, it is longer than 16 MB', '2: 2 opened']);
    expect(await told(`${'x'.repeat(20e6)}\n${good}`)).toEqual([
      '1: broken, no JSON object begins here',
      '2: 2 opened',
    ]);
  });

  test('a million messages in one object don’t all come in', async () => {
    const readings = await told(JSON.stringify({ Messages: Array.from({ length: 1_000_000 }, () => 0) }));
    expect(readings).toHaveLength(10_001);
    expect(readings.at(-1)).toBe('1: broken, it holds more than 10,000 messages, and the others were left out');
  });

  test.each<[string, readonly string[], readonly number[]]>([
    ['two that are cut, the second at its beginning', [good.slice(0, -3), good, good, '"x":1}}}', good], [2, 3, 5]],
    [
      'one that is cut within a text and runs into the next, without lines',
      [`${good.slice(0, 31)}${good}${good}`],
      [1],
    ],
    ['one that is cut at the file’s end', [good, good.slice(0, -1)], [1]],
    ['in an array of lines', ['[', `  ${good},`, `  {"a":[`, `  ${good},`, `  ${good}`, ']'], [2, 4, 5]],
    ['a printed object with a slip', ['{', '  "a": oops,', '  "b": [', '    1', '  ]', '}', good], [7]],
  ])('none but the broken is lost: %s', async (_, lines, kept) => {
    const readings = await told(lines.join('\n'));
    expect(readings.filter((one) => one.endsWith('opened'))).toEqual(kept.map((line) => `${line}: 2 opened`));
    expect(readings.filter((one) => one.includes('broken')).length).toBeGreaterThan(0);
    for (const size of [1, 13, 500]) expect(await told(lines.join('\n'), size)).toEqual(readings);
  });

  test('any text is read to its end, and the whole line after it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom('{', '}', '[', ']', '"', '\\', '\n', ':', ',', '}{', 'a', '1', ' ', '{}', '\0', good),
          {
            maxLength: 60,
          },
        ),
        fc.integer({ min: 1, max: 50 }),
        async (parts, size) => {
          const whole = await told(`${parts.join('')}\n${good}`);
          expect(await told(`${parts.join('')}\n${good}`, size)).toEqual(whole);
          const line = parts.join('').split('\n').length + 1;
          expect(whole.at(-1)).toBe(`${line}: 2 opened`);
        },
      ),
      { seed: 20261124, numRuns: 400 },
    ));
});
