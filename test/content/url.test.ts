import { expect, test } from 'vitest';
import { checkUrl } from '../../src/content/url.ts';
import { startOf } from '../../src/diagnostic/source.ts';

test.each([
  'https://news.example.org/',
  'https://news.example.org',
  'HTTPS://news.example.org/a?b=c#d',
  'https://例え.example.com/好',
  'https://user@news.example.org:8443/x',
  'mailto:editors@example.org',
  'mailto:editors@example.org?subject=Hi',
  '#notes',
])('%s is fine', (text) => {
  expect(checkUrl(text, startOf('a.md')).diagnostics).toEqual([]);
});

test.each([
  ['http://news.example.org/a', 'link/insecure', 'try https://news.example.org/a'],
  ['javascript:alert(1)', 'link/scheme', 'link to an https:// or mailto: address'],
  ['JavaScript:alert(1)', 'link/scheme', 'link to an https:// or mailto: address'],
  ['data:text/html,x', 'link/scheme', 'link to an https:// or mailto: address'],
  ['ftp://example.org/x', 'link/scheme', 'link to an https:// or mailto: address'],
  ['tel:+351000000', 'link/scheme', 'link to an https:// or mailto: address'],
  ['C:\\news\\a.html', 'link/scheme', 'link to an https:// or mailto: address'],
  ['java\nscript:alert(1)', 'link/relative', 'write the whole address, from `https://` on'],
  ['/2026/ferries', 'link/relative', 'write the whole address, from `https://` on'],
  ['', 'link/relative', 'write the whole address, from `https://` on'],
  ['#', 'link/relative', 'write the whole address, from `https://` on'],
  ['www.example.org/a', 'link/relative', 'write https://www.example.org/a'],
  ['//news.example.org/a', 'link/relative', 'write https://news.example.org/a'],
  ['https://', 'link/malformed', 'copy the address anew from the browser'],
  ['https:///x', 'link/malformed', 'copy the address anew from the browser'],
  ['https:news', 'link/malformed', 'copy the address anew from the browser'],
  ['https://news.example.org/a b', 'link/malformed', 'remove the space, or write %20 if it belongs to the address'],
  ['https://news.example.org\\@evil.example.com', 'link/malformed', 'copy the address anew from the browser'],
  ['https://news.example.org/\u0000', 'link/malformed', 'copy the address anew from the browser'],
  ['mailto:', 'link/malformed', 'write one address, such as mailto:editors@example.org'],
  [
    'mailto:a@example.org\nBcc: b@example.org',
    'link/malformed',
    'write one address, such as mailto:editors@example.org',
  ],
])('%j → %s', (text, code, hint) => {
  const { diagnostics } = checkUrl(text, startOf('a.md'));
  expect(diagnostics.map((found) => [found.code, found.hint])).toEqual([[code, hint]]);
});
