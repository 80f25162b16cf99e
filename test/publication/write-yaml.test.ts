import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSource } from '../../src/diagnostic/source.ts';
import { writeYaml, type YamlValue } from '../../src/publication/write-yaml.ts';
import { readYaml } from '../../src/publication/yaml.ts';

test('what is written reads as a person would write it', () => {
  const value = {
    a: 'one: two',
    none: null,
    b: 3,
    list: [[]],
    of: [{ c: ['x', ''], d: { e: 'é\n\u202e{{x}}' } }, 'y'],
  };
  expect(writeYaml(value)).toBe(String.raw`a: "one: two"
b: 3
list:
  - []
of:
  - c:
      - "x"
      - ""
    d:
      e: "é\n\u202e{{x}}"
  - "y"
`);
});

const { value: anyValue } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^k[a-zA-Z]{0,5}$/), tie('value'), {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

test('every value comes back as it was: any text, any nesting', () => {
  const property = fc.property(anyValue, (value) => {
    const read = readYaml(createSource('x.yaml', writeYaml({ value })));
    expect(read.diagnostics).toEqual([]);
    expect(read.value?.value).toEqual({ value });
  });
  fc.assert(property, { numRuns: 500, seed: 5 });
});
