import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { layOut, listFiles } from './lay-out.ts';
import { readCase } from './read-case.ts';
import { type Run, runCourant } from './run-courant.ts';

const CASES = join(import.meta.dirname, 'cases');
const names = readdirSync(CASES).filter((name) => name.endsWith('.txt'));

const place = { message: z.string().min(1), file: z.string(), line: z.int().min(1), column: z.int().min(1) };
const outputSchema = z.strictObject({
  diagnostics: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      hint: z.string().min(1),
      ...place,
      endLine: z.int().min(1),
      endColumn: z.int().min(1),
      notes: z.array(z.strictObject(place)),
    }),
  ),
  summary: z.strictObject({ errors: z.int(), warnings: z.int() }),
});

type Output = z.infer<typeof outputSchema>;

describe('broken inputs', () => {
  it('are many, one for each way to be wrong', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
  });

  it('lie over a publication that is right', async () => {
    const { home, root } = await layOut(new Map());
    const check = await runCourant(['check', '--json', '--fail-on', 'warning'], root);
    const build = await runCourant(['build'], root);
    await rm(home, { recursive: true });
    expect(check.stdout).toContain('"diagnostics": []');
    expect([check.status, build.status]).toEqual([0, 0]);
  });

  it.concurrent.each(names)('%s', { timeout: 120_000 }, async (name) => {
    const wrong = readCase(readFileSync(join(CASES, name), 'utf8'));
    const { home, root } = await layOut(wrong.files);
    try {
      const { diagnostics } = await check(root);
      const found = diagnostics.flatMap(toLines);
      expect(lines(found)).toBe(lines(wrong.expected));
      for (const [index, { words }] of wrong.expected.entries())
        expect(found[index]?.said).toContain(words.toLowerCase());
      if (diagnostics.some(isError)) await buildNothing(diagnostics, root);
    } finally {
      await rm(home, { recursive: true });
    }
  });
});

/** Standard output is one JSON value and nothing else, whose summary and exit status fit its diagnostics. */
async function check(root: string): Promise<Output> {
  const run = await runCourant(['check', '--json'], root);
  expectNoStack(run);
  expect(run.stderr).toBe('');
  const output = outputSchema.parse(JSON.parse(run.stdout));
  const errors = output.diagnostics.filter(isError).length;
  expect(output.summary).toEqual({ errors, warnings: output.diagnostics.length - errors });
  expect(run.status).toBe(errors > 0 ? 1 : 0);
  return output;
}

function isError({ severity }: Output['diagnostics'][number]): boolean {
  return severity === 'error';
}

/** As one text, so that a difference reads like one. */
function lines(all: readonly { readonly place: string }[]): string {
  return all.map(({ place }) => place).join('\n');
}

/** Nothing is written for an issue with errors; what people read names every code. */
async function buildNothing(diagnostics: Output['diagnostics'], root: string): Promise<void> {
  const before = await listFiles(root);
  const run = await runCourant(['build'], root);
  expectNoStack(run);
  expect(run.status).toBe(1);
  for (const { code } of diagnostics) expect(run.stderr).toContain(code);
  expect(await listFiles(root)).toEqual(before);
}

function toLines({ notes, ...found }: Output['diagnostics'][number]) {
  const { file, line, column, endLine, endColumn, severity, code } = found;
  return [
    {
      place: `${file}:${line}:${column}-${endLine}:${endColumn} ${severity} ${code}`,
      said: `${found.message} ${found.hint}`.toLowerCase(),
    },
    ...notes.map((note) => ({
      place: `  note ${note.file}:${note.line}:${note.column}`,
      said: note.message.toLowerCase(),
    })),
  ];
}

function expectNoStack({ stdout, stderr }: Run): void {
  const said = stdout + stderr;
  expect(said).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(said).not.toContain('Courant has a bug');
}
