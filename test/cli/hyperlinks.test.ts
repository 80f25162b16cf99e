import { expect, test } from 'vitest';
import { linkBase, showsLinks } from '../../src/cli/hyperlinks.ts';

test.each<[environment: Readonly<Record<string, string>>, stream: { readonly isTTY?: boolean }, shown: boolean]>([
  [{ TERM_PROGRAM: 'iTerm.app' }, { isTTY: true }, true],
  [{ TERM_PROGRAM: 'Apple_Terminal' }, { isTTY: true }, false],
  [{ VTE_VERSION: '7600' }, { isTTY: true }, true],
  [{ VTE_VERSION: '4999' }, { isTTY: true }, false],
  [{ VTE_VERSION: 'new' }, { isTTY: true }, false],
  [{ WT_SESSION: 'x' }, { isTTY: true }, true],
  [{ KITTY_WINDOW_ID: '1' }, { isTTY: true }, true],
  [{ KITTY_WINDOW_ID: '1' }, {}, false],
  [{ KITTY_WINDOW_ID: '1', CI: 'true' }, { isTTY: true }, false],
  [{ KITTY_WINDOW_ID: '1', TERM: 'dumb' }, { isTTY: true }, false],
  [{ KITTY_WINDOW_ID: '1', FORCE_HYPERLINK: '0' }, { isTTY: true }, false],
  [{ FORCE_HYPERLINK: '1', CI: 'true' }, {}, true],
  [{}, { isTTY: true }, false],
])('%j, %j: %s', (environment, stream, shown) => {
  expect(showsLinks(environment, stream)).toBe(shown);
});

test('links begin with the URL of the folder', () => {
  expect([linkBase('on', '/a b/日'), linkBase('off', '/a')]).toEqual(['file:///a%20b/%E6%97%A5/', null]);
});
