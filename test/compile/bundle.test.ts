import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { compileMjml } from '../../src/compile/mjml.ts';
import { bundleSettings } from '../../scripts/bundle-plugins.mjs';

const PAGE = (head: string, body: string): string =>
  `<mjml><mj-head>${head}</mj-head><mj-body><mj-section><mj-column>${body}</mj-column></mj-section></mj-body></mjml>`;

/** The bundle leaves parts of MJML out until they are used: with those and without, it gives what MJML gives. */
it('compiles in the built program to the same bytes as from its packages', async () => {
  const outfile = join(import.meta.dirname, '../../node_modules/.courant-test/bundled-mjml.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../../src/compile/mjml.ts')],
    ...bundleSettings,
    outfile,
  });
  const bundled: unknown = createRequire(import.meta.url)(outfile);
  const compile: unknown = Reflect.get(Object(bundled), 'compileMjml');
  if (typeof compile !== 'function') throw new Error('the bundle exports nothing');
  const layouts = [
    PAGE(
      '<mj-title>T</mj-title><mj-preview>P</mj-preview>',
      '<mj-text>a</mj-text><mj-button href="x">b</mj-button><mj-image src="i.png" alt="" />',
    ),
    PAGE('<mj-style inline="inline">p { color: red }</mj-style>', '<mj-text><p>a</p></mj-text>'),
    PAGE(
      '<mj-html-attributes><mj-selector path="p"><mj-html-attribute name="id">x</mj-html-attribute></mj-selector></mj-html-attributes>',
      '<mj-text><p>a</p></mj-text>',
    ),
    PAGE(
      '',
      '<mj-accordion><mj-accordion-element><mj-accordion-title>a</mj-accordion-title><mj-accordion-text>b</mj-accordion-text></mj-accordion-element></mj-accordion><mj-social><mj-social-element name="facebook" href="https://example.org">f</mj-social-element></mj-social>',
    ),
    PAGE('', '<mj-txt>a</mj-txt>'),
  ];
  for (const layout of layouts)
    expect(await Reflect.apply(compile, undefined, [layout])).toEqual(await compileMjml(layout));
  rmSync(outfile);
});
