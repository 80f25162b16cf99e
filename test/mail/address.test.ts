import { describe, expect, test } from 'vitest';
import { addressKey, parseAddress, parseMailbox } from '../../src/mail/address.ts';

describe('an address', () => {
  test.each([
    ['ada@example.org', 'ada@example.org'],
    ['  Ada.Lovelace+news@EXAMPLE.Org \n', 'Ada.Lovelace+news@example.org'],
    ["o'brien@example.com", "o'brien@example.com"],
    ['x@münchen.example.org', 'x@xn--mnchen-3ya.example.org'],
    ['读者@example.org', null],
    ['reader@例え.テスト', 'reader@xn--r8jz45g.xn--zckzah'],
    ['reader@例え。テスト', 'reader@xn--r8jz45g.xn--zckzah'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
    [`${'a'.repeat(65)}@example.org`, null],
    [`a@${'b'.repeat(63)}.example.org`, `a@${'b'.repeat(63)}.example.org`],
    [`a@${'b'.repeat(64)}.example.org`, null],
    [`a@${`${'b'.repeat(60)}.`.repeat(4)}example.org`, null],
    ['', null],
    ['ada', null],
    ['@example.org', null],
    ['ada@', null],
    ['ada@localhost', null],
    ['ada@example.org.', null],
    ['ada@example..org', null],
    ['ada@-example.org', null],
    ['ada@exa_mple.org', null],
    ['ada@example.org/x', null],
    ['ada@ex%41mple.org', null],
    ['ada@exam\nple.org', null],
    ['ada@example／a.org', null],
    ['ada@[192.0.2.1]', null],
    ['ada@192.0.2.1', null],
    ['ada@0x7f.1', null],
    ['ada@xn--a.org', null],
    ['.ada@example.org', null],
    ['ada.@example.org', null],
    ['a..da@example.org', null],
    ['a da@example.org', null],
    ['"ada lovelace"@example.org', null],
    ['ada@example.org, eve@example.org', null],
    ['ada@example.org\r\nBcc: eve@example.org', null],
    ['Ada <ada@example.org>', null],
    ['ada@eve@example.org', null],
    ['ada\0@example.org', null],
  ])('%j', (text, expected) => {
    const parsed = parseAddress(text);
    expect(parsed.ok ? parsed.address : null).toBe(expected);
  });

  test.each([
    ['读者@example.org', 'the part before the “@” may only hold ASCII letters: SES has no SMTPUTF8'],
    ['"a b"@example.org', 'a quoted part before the “@” can’t be mailed to through SES'],
    ['a@example.org;b@example.org', 'it has more than one “@”'],
    ['ada@localhost', 'the domain has no dot'],
  ])('%j is refused for its reason', (text, reason) => {
    expect(parseAddress(text)).toEqual({ ok: false, reason });
  });

  test('a megabyte of anything is refused at once', () => {
    const started = performance.now();
    for (const unit of ['a', '.', '@', '"', 'ä', 'a.']) {
      expect(parseAddress(`${unit.repeat(1_000_000)}@example.org`).ok).toBe(false);
      expect(parseAddress(`a@${unit.repeat(1_000_000)}`).ok).toBe(false);
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('is compared without regard to case', () => {
    expect(addressKey('Ada@example.org')).toBe(addressKey('aDA@example.org'));
    expect(addressKey('ada@example.org')).not.toBe(addressKey('adа@example.org'));
  });
});

describe('a mailbox', () => {
  test.each([
    ['daily@example.org', { name: '', address: 'daily@example.org' }],
    ['<daily@example.org>', { name: '', address: 'daily@example.org' }],
    ['The Harbour Daily <daily@example.org>', { name: 'The Harbour Daily', address: 'daily@example.org' }],
    ['"Daily, \\"The\\"" <daily@Example.ORG>', { name: 'Daily, "The"', address: 'daily@example.org' }],
    ['海港日报<daily@example.org>', { name: '海港日报', address: 'daily@example.org' }],
    ['Smith, J. <j@example.org>', { name: 'Smith, J.', address: 'j@example.org' }],
    ['A <a@example.org>, B <b@example.org>', null],
    ['a@example.org, B <b@example.org>', null],
    ['A "B" <a@example.org>', null],
    ['A\r\nBcc: x <a@example.org>', null],
    ['A <a@example.org', null],
    ['a@example.org>', null],
    ['A <>', null],
    ['A', null],
    ['', null],
  ])('%j', (text, expected) => {
    const parsed = parseMailbox(text);
    expect(parsed.ok ? parsed.mailbox : null).toEqual(expected);
  });
});
