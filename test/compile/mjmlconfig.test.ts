import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildSync } from 'esbuild';
import { CONTENT_TAGS } from '../../src/compile/check-markup.ts';

/** Compiles from within a folder whose .mjmlconfig names a script that leaves a file behind. */
it('runs nothing that a .mjmlconfig names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-mjmlconfig-'));
  try {
    writeFileSync(join(folder, '.mjmlconfig'), JSON.stringify({ packages: ['./hostile.cjs'] }));
    writeFileSync(
      join(folder, 'hostile.cjs'),
      `require('node:fs').writeFileSync('ran', ''); module.exports = class {};`,
    );
    const bundle = join(import.meta.dirname, '../../node_modules/.courant-test/mjml.mjs');
    buildSync({
      entryPoints: [join(import.meta.dirname, '../../src/compile/mjml.ts')],
      outfile: bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
    });
    const compile = `import { compileMjml } from ${JSON.stringify(bundle)};
      const { kind } = await compileMjml('<mjml><mj-body></mj-body></mjml>');
      console.log(kind);`;
    const run = (script: string): string =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
    expect(run(compile).trim()).toBe('html');
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    // The trap works: MJML by itself falls into it.
    run(`await import(${JSON.stringify(createRequire(import.meta.url).resolve('mjml'))});`);
    expect(existsSync(join(folder, 'ran'))).toBe(true);
    rmSync(bundle);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('knows which elements of MJML hold text', () => {
  const require = createRequire(import.meta.url);
  require('mjml');
  const core: unknown = require('mjml-core');
  const components: unknown = Reflect.get(Object(core), 'components');
  if (typeof components !== 'object' || components === null) throw new Error('MJML has no components');
  const ending = Object.entries(components).filter(
    ([, component]) => Reflect.get(Object(component), 'endingTag') === true,
  );
  // mj-html-attribute has no component; images and their like hold nothing.
  const empty = new Set([
    'mj-image',
    'mj-divider',
    'mj-spacer',
    'mj-carousel-image',
    'mj-breakpoint',
    'mj-font',
    'mj-class',
  ]);
  const expected = [...ending.map(([name]) => name).filter((name) => !empty.has(name)), 'mj-html-attribute'];
  expect([...CONTENT_TAGS].toSorted()).toEqual([...new Set(expected)].toSorted());
});
