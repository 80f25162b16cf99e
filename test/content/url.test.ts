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
  ['http://news.example.org/a', 'link/insecure', 'Try `https://news.example.org/a`.'],
  ['javascript:alert(1)', 'link/scheme', 'Link to an `https://` or `mailto:` address.'],
  ['JavaScript:alert(1)', 'link/scheme', 'Link to an `https://` or `mailto:` address.'],
  ['data:text/html,x', 'link/scheme', 'Link to an `https://` or `mailto:` address.'],
  ['ftp://example.org/x', 'link/scheme', 'Link to an `https://` or `mailto:` address.'],
  ['tel:+351000000', 'link/scheme', 'Link to an `https://` or `mailto:` address.'],
  ['C:\\news\\a.html', 'link/scheme', 'Link to an `https://` or `mailto:` address.'],
  ['java\nscript:alert(1)', 'link/relative', 'Write the whole address, from `https://` on.'],
  ['/2026/ferries', 'link/relative', 'Write the whole address, from `https://` on.'],
  ['', 'link/relative', 'Write the whole address, from `https://` on.'],
  ['#', 'link/relative', 'Write the whole address, from `https://` on.'],
  ['www.example.org/a', 'link/relative', 'Write `https://www.example.org/a`.'],
  ['//news.example.org/a', 'link/relative', 'Write `https://news.example.org/a`.'],
  ['https://', 'link/malformed', 'Copy the address anew from the browser.'],
  ['https:///x', 'link/malformed', 'Copy the address anew from the browser.'],
  ['https:news', 'link/malformed', 'Copy the address anew from the browser.'],
  ['https://news.example.org/a b', 'link/malformed', 'Remove the space, or write %20 if it belongs to the address.'],
  ['https://news.example.org\\@evil.example.com', 'link/malformed', 'Copy the address anew from the browser.'],
  ['https://news.example.org/\u0000', 'link/malformed', 'Copy the address anew from the browser.'],
  ['mailto:', 'link/malformed', 'Write one address, such as `mailto:editors@example.org`.'],
  [
    'mailto:a@example.org\nBcc: b@example.org',
    'link/malformed',
    'Write one address, such as `mailto:editors@example.org`.',
  ],
])('%j → %s', (text, code, hint) => {
  const { diagnostics } = checkUrl(text, startOf('a.md'));
  expect(diagnostics.map((found) => [found.code, found.hint])).toEqual([[code, hint]]);
});
