import { describe, expect, test } from 'vitest';
import { accountTrouble, classify, type SesFault } from '../../src/transport/ses-classification.ts';

function refused(name: string, message = '', status = 400): SesFault {
  return { kind: 'refused', status, name, message };
}

/** `state`, or `cause` of what is held. */
const TABLE: readonly (readonly [state: string, ...faults: readonly SesFault[]])[] = [
  [
    'rate',
    refused('Throttling', 'Maximum sending rate exceeded.'),
    refused('ThrottlingException', 'Maximum sending rate exceeded.'),
    refused('Throttling', 'Rate exceeded'),
    refused('TooManyRequestsException', '', 429),
  ],
  [
    'daily-quota',
    refused('Throttling', 'Daily message quota exceeded.'),
    refused('ThrottlingException', 'Daily sending quota exceeded'),
  ],
  [
    'account',
    refused('AccountSendingPausedException', 'Sending paused for this account.'),
    refused('MessageRejected', 'Sending paused for this account. For more information, please check the inbox'),
    refused('ConfigurationSetSendingPausedException', 'Configuration set <a> is paused.'),
    refused('ConfigurationSetDoesNotExist', 'Configuration set <a> does not exist.'),
    refused('ConfigurationSetDoesNotExistException'),
    refused('MailFromDomainNotVerified'),
    refused('MailFromDomainNotVerifiedException'),
    refused(
      'MessageRejected',
      'Email address is not verified. The following identities failed the check: a@example.org',
    ),
    refused('InvalidParameterValue', "Message length is more than 10485760 bytes long: '10485761'."),
    refused('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
    refused('UnrecognizedClientException', '', 403),
    refused('ExpiredToken', 'The security token included in the request is expired', 403),
    refused('SignatureDoesNotMatch', 'The request signature we calculated does not match', 403),
    refused('SignatureDoesNotMatch', 'Signature expired: 20261124T060000Z is now earlier than 20261124T061000Z', 403),
    refused('SignatureDoesNotMatch', 'Signature not yet current: 20261124T060000Z', 403),
    refused('RequestExpired'),
    refused('AccessDenied', 'User `arn:aws:iam::123456789012:user/x` is not authorized', 403),
    refused('AccessDeniedException'),
    refused('LimitExceededException'),
    refused('SomethingElse', '', 403),
    refused('', '<html>Forbidden</html>', 403),
  ],
  [
    'rejected',
    refused('InvalidParameterValue', "Missing final '@domain'"),
    refused('MessageRejected', 'Address blacklisted.'),
    refused('MessageRejected'),
  ],
  [
    'deferred',
    ...[
      'ECONNREFUSED',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
      'ETIMEDOUT',
      'EPROTO',
      'CERT_HAS_EXPIRED',
      'EMFILE',
      'ECONNRESET',
    ].map((name) => ({ kind: 'unsent', name }) as const),
  ],
  [
    'in-doubt',
    ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'AbortError', 'ECONNREFUSED'].map(
      (name) => ({ kind: 'lost', name }) as const,
    ),
    refused('InternalFailure', 'An internal error has occurred.', 500),
    refused('ServiceUnavailable', 'Service is unavailable.', 503),
    refused('Throttling', 'Maximum sending rate exceeded.', 503),
    refused('', '', 502),
    refused('', '', 400),
    refused('InvalidAction'),
    refused('__proto__'),
    refused('toString'),
  ],
];

test.each(TABLE.flatMap(([wanted, ...faults]) => faults.map((fault) => [wanted, fault] as const)))(
  '%s: %o',
  (wanted, fault) => {
    const outcome = classify(fault);
    expect(outcome.state === 'held' ? outcome.cause : outcome.state).toBe(wanted);
  },
);

describe('a reason', () => {
  test('of an account says what is wrong and what to do', () => {
    expect(classify(refused('ExpiredToken', '', 403))).toEqual({
      state: 'held',
      cause: 'account',
      reason: 'the AWS credentials have expired; renew them; with single sign-on, by `aws sso login`',
    });
  });

  test('of the clock goes before that of the key', () => {
    const trouble = accountTrouble(refused('SignatureDoesNotMatch', 'Signature expired: 20261124T060000Z', 403));
    expect(trouble?.what).toMatch(/clock/);
  });

  test('of the network says that nothing was sent', () => {
    const outcome = classify({ kind: 'unsent', name: 'CERT_HAS_EXPIRED' });
    expect(outcome).toEqual({ state: 'deferred', reason: 'nothing was sent: no connection to SES (CERT_HAS_EXPIRED)' });
  });

  const hostile: readonly (readonly [what: string, message: string, reason: string])[] = [
    ['addresses', 'Invalid: <reader@example.com>, 读者@例子.中国!', 'SES refused the message: Invalid: … …'],
    ['account numbers', 'arn:aws:ses:eu-west-1:123456789012:x and 123456789012', 'SES refused the message: … and …'],
    ['line breaks and directions', 'a\r\nb\u0000\u202ec', 'SES refused the message: a b c'],
    ['nothing', ' ', 'SES refused the message (MessageRejected)'],
    ['a novel', '长'.repeat(9000), `SES refused the message: ${'长'.repeat(159)}…`],
    ['half a letter', '🦀'.repeat(9000), `SES refused the message: ${'🦀'.repeat(159)}…`],
  ];
  test.each(hostile)('quotes SES without %s', (_, message, reason) => {
    expect(classify(refused('MessageRejected', message))).toEqual({ state: 'rejected', reason });
  });
});
