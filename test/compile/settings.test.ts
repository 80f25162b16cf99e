import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadSettings } from '../../src/compile/settings.ts';
import { stringsSchema, templateSchema } from '../../src/publication/schema/template.ts';
import { themeSchema } from '../../src/publication/schema/theme.ts';
import { type Files, inputOf, memoryCache } from './fixtures.ts';

const WANTED = { template: 'daily', language: 'de-AT' };
const BOTH: Files = {
  'templates/theme.yaml': 'colours: { ink: "#111111" }\nlogo: null\nprose: { p: "margin:0" }\n',
  'templates/strings/en.yaml': 'by: "By "\nphoto: Picture\n',
  'templates/strings/de.yaml': 'by: "Von "\n',
};

describe('the YAML files of templates', () => {
  it('are read once, and give the same from the cache', async () => {
    const cache = memoryCache();
    const { templates } = inputOf(BOTH);
    const first = await loadSettings(templates, WANTED, cache);
    expect(first).toEqual({
      value: {
        theme: {
          values: { colours: { ink: '#111111' }, logo: null, prose: { p: 'margin:0' } },
          prose: { p: 'margin:0' },
        },
        strings: { by: 'Von ', photo: 'Picture' },
      },
      diagnostics: [],
    });
    expect(await loadSettings(templates, WANTED, cache)).toEqual(first);
    expect([cache.texts.size, cache.hits()]).toEqual([1, 1]);
  });

  it.each([
    ['another theme', { ...BOTH, 'templates/theme.yaml': 'logo: null\n' }, WANTED],
    ['other strings', { ...BOTH, 'templates/strings/de.yaml': 'by: "von "\n' }, WANTED],
    ['another language', BOTH, { ...WANTED, language: 'en' }],
    ['another layout', BOTH, { ...WANTED, template: 'weekly' }],
  ])('are read again with %s', async (_, files: Files, wanted) => {
    const cache = memoryCache();
    await loadSettings(inputOf(BOTH).templates, WANTED, cache);
    await loadSettings(inputOf(files).templates, wanted, cache);
    expect([cache.texts.size, cache.hits()]).toEqual([2, 0]);
  });

  it('are not kept while anything is wrong with them', async () => {
    const cache = memoryCache();
    const { templates } = inputOf({ ...BOTH, 'templates/theme.yaml': 'colours: [' });
    for (let run = 0; run < 2; run += 1) {
      expect((await loadSettings(templates, WANTED, cache)).diagnostics.length).toBeGreaterThan(0);
    }
    expect(cache.texts.size).toBe(0);
  });

  it('have the schemas that the number of their format stands for', () => {
    const schemas = [themeSchema, stringsSchema, templateSchema].map((schema) =>
      z.toJSONSchema(schema, { io: 'input' }),
    );
    const hash = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
    // When this changes, raise FORMAT in src/compile/settings.ts: what was kept has passed the older ones only.
    expect(hash).toBe('2e8fe0734e57067b');
  });
});
