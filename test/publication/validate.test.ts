import { expect, test } from 'vitest';
import { z } from 'zod';
import { createSource } from '../../src/diagnostic/source.ts';
import { articleSchema } from '../../src/publication/schema/article.ts';
import { promoListSchema } from '../../src/publication/schema/promo-list.ts';
import { validate } from '../../src/publication/validate.ts';
import { readYaml } from '../../src/publication/yaml.ts';
import { places, valueOf } from './samples.ts';

const check = <T extends object>(schema: z.ZodType<T>, text: string) =>
  validate(schema, valueOf(readYaml(createSource('x.yaml', text))), 'an article');

test.each([
  ['', '1:1-1:1 field/missing', 'Add `title: …`.'],
  ['title:', '1:1-1:6 field/empty', 'Write one behind `title:`, or remove the line if it is not needed.'],
  ['title: " "', '1:8-1:11 field/empty', 'Write one behind `title:`, or remove the line if it is not needed.'],
  ['title: [a]', '1:8-1:11 field/type', 'Put the value in quotes if it is meant as text.'],
  ['title: a\ndispaly: full', '2:1-2:8 field/unknown', 'Did you mean `display`?'],
  ['title: a\nauthor: Ana', '2:1-2:7 field/unknown', 'Did you mean `byline`?'],
  ['title: a\n__proto__: 1', '2:1-2:10 field/unknown', expect.stringMatching(/^Remove it; possible here: title, deck/)],
  ['title: a\ndisplay: teasr', '2:10-2:15 field/value', 'Did you mean `teaser`?'],
  ['title: a\nbyline: { nam: x, name: y }', '2:11-2:14 field/unknown', 'Did you mean `name`?'],
  ['title: a\nbyline: { email: x@example.org }', '2:1-2:7 field/missing', 'Add `name: …`.'],
  ['title: a\nbyline: [x]', '2:9-2:12 field/type', 'Write text, or a mapping of keys and values here.'],
  ['title: a\nsegments: asia', '2:11-2:15 field/type', 'Write a list here.'],
  ['title: a\nsegments:\n  - ""', '3:5-3:7 field/empty', expect.any(String)],
  ['just text', '1:1-1:10 field/type', 'Begin every line with a key, such as `title:`.'],
  ['- title: a', '1:1-1:11 field/type', 'Begin every line with a key, such as `title:`.'],
])('%j', (text, place, hint) => {
  const { value, diagnostics } = check(articleSchema, text);
  expect(value).toBeUndefined();
  expect(places(diagnostics)).toEqual([place]);
  expect(diagnostics[0]?.hint).toEqual(hint);
});

test('items of a list are counted from one in messages', () => {
  const { diagnostics } = check(
    promoListSchema,
    'items:\n  - title: a\n  - url: https://news.example.org/\n    rank: 0\n',
  );
  expect(places(diagnostics).toSorted()).toEqual(['3:5-4:12 field/missing', '4:11-4:12 field/value']);
  expect(diagnostics.map(({ message }) => message).join()).toContain('items[2]');
});

test('text may look like a number', () => {
  const { value } = check(articleSchema, 'title: 1984\ndateline: 1.10\nsegments: [2026, true]\ndeck: "7"');
  expect(value).toMatchObject({ title: '1984', dateline: '1.10', segments: ['2026', 'true'], deck: '7' });
});

test('an empty key counts as absent', () => {
  expect(check(articleSchema, 'title: a\ndeck:\nurl: ~').value).toEqual({ title: 'a', display: 'full' });
});

test('what is right is salvaged, and only that', () => {
  const schema = z.strictObject({
    name: z.string(),
    size: z.number().default(3),
    parts: z.record(z.string(), z.strictObject({ kind: z.enum(['x', 'y']) })).default({}),
    list: z.array(z.strictObject({ a: z.string() })).optional(),
  });
  const { value, salvaged } = check(
    schema,
    'parts: { a: { kind: x }, b: { kind: z }, c: {} }\nlist: [{ a: b }, {}]\nsize: big\nsiz: 1',
  );
  expect(value).toBeUndefined();
  expect(salvaged).toEqual({ parts: { a: { kind: 'x' } } });
});

test('thousands of wrong keys are told in little time', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: ${index}`).join('\n');
  const begun = performance.now();
  expect(check(articleSchema, text).diagnostics).toHaveLength(20_001);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
