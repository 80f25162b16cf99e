import { expect, test } from 'vitest';
import { canonicalUrl } from '../../../src/content/promo/canonical-url.ts';

const STORY = 'https://news.example.org/Ferries?id=7&page=2';

test.each([
  'HTTPS://NEWS.Example.ORG/Ferries?id=7&page=2',
  'http://news.example.org/Ferries?id=7&page=2',
  'https://www.news.example.org/Ferries?id=7&page=2',
  'https://news.example.org:443/Ferries?id=7&page=2',
  'http://news.example.org:80/Ferries?id=7&page=2',
  'https://news.example.org./Ferries/?id=7&page=2',
  'https://news.example.org/Ferries?page=2&id=7',
  'https://news.example.org/Ferries?id=7&page=2#comments',
  'https://news.example.org/%46erries?id=7&page=%32',
  'https://news.example.org/a/../Ferries?id=7&&page=2',
  'https://news.example.org/Ferries?utm_source=x&id=7&UTM_Campaign=y&page=2&fbclid=Z&mc_eid=1&_hsenc&pk_kwd=q',
])('%s is the same story', (url) => {
  expect(canonicalUrl(url)).toBe(canonicalUrl(STORY));
});

test.each([
  'https://news.example.org/ferries?id=7&page=2',
  'https://news.example.org/Ferries?id=8&page=2',
  'https://news.example.org/Ferries',
  'https://m.news.example.org/Ferries?id=7&page=2',
  'https://news.example.org:8080/Ferries?id=7&page=2',
  'https://news.example.org/Ferries?id=7&page=2#!/story',
  'https://news.example.org/Ferries?id=7&page=2#/story',
  'https://news.example.org/Ferries%3Fid=7&page=2',
])('%s is another story', (url) => {
  expect(canonicalUrl(url)).not.toBe(canonicalUrl(STORY));
});

test.each([
  ['https://例子.example.org/渡轮', 'https://xn--fsqu00a.example.org/%e6%b8%a1%E8%BD%AE'],
  ['https://example.org/أسعار?ق=1', 'https://example.org/%D8%A3%D8%B3%D8%B9%D8%A7%D8%B1?%d9%82=1'],
  // Decomposed, as file names on some systems are.
  ['https://example.org/cafe\u0301', 'https://example.org/caf\u00e9'],
  ['mailto:Desk@example.org', 'MAILTO:desk@example.org'],
  ['https://example.org', 'https://example.org/?'],
  ['https://www.org/a', 'https://www.org/a/'],
])('%s and %s are one', (a, b) => {
  expect(canonicalUrl(a)).toBe(canonicalUrl(b));
});

test('only a whole host loses its www', () => {
  expect(canonicalUrl('https://www.org/a')).toBe('//www.org/a');
  expect(canonicalUrl('https://wwwx.example.org/a')).toBe('//wwwx.example.org/a');
});

test.each(['', '#anchor', 'news.example.org/x', 'https://', 'https://[', '\0'])('%j is no address', (text) => {
  expect(canonicalUrl(text)).toBeNull();
});

test('hostile addresses cost bounded time', () => {
  const started = process.cpuUsage();
  for (const part of ['/', '%2f', '&utm_source=x', '?', '#/', 'www.', '%'])
    expect(canonicalUrl(`https://example.org/x${part.repeat(100_000)}`)).not.toBeNull();
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(3);
});
