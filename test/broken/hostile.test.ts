import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { layOut } from './lay-out.ts';
import { runCourant } from './run-courant.ts';

const FRONT = '---\ntitle: Why the ferries stopped\n---\n\n';
const HEAD = 'subject: Ferries stop\npreheader: Two islands wait.\ndate: 2026-11-24\n';
const ARTICLE = 'issues/news/10-ferries.md';
const ISSUE = 'issues/news/issue.md';
const PROMOS = 'issues/news/promos/most-read.md';
const LAYOUT = 'templates/plain/layout.mjml.hbs';

function mjml(body: string): string {
  return `<mjml><mj-body>${body}</mj-body></mjml>`;
}

/** More of one mistake than anybody makes: what is wanted is an answer in good time, not which. */
const FLOODS: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'brackets in a text': [ARTICLE, FRONT + '['.repeat(600_000)],
  'emphasis in emphasis': [ARTICLE, FRONT + '*a _b '.repeat(100_000)],
  'lists in lists': [ARTICLE, FRONT + '1) '.repeat(100_000)],
  'tags in a text': [ARTICLE, FRONT + '<b>'.repeat(200_000)],
  'slots that never close': [ARTICLE, FRONT + '{{ '.repeat(250_000)],
  'slots in a subject': [ISSUE, `---\nsubject: "${'{{'.repeat(150_000)}"\ndate: 2026-11-24\n---\n`],
  'segments that do not exist': [ISSUE, `---\n${HEAD}segments: [${'zz,'.repeat(150_000)}]\n---\n`],
  'articles that do not exist': [ISSUE, `---\n${HEAD}order: [${'a,'.repeat(150_000)}]\n---\n`],
  'lines that are no items': [PROMOS, 'bad\n'.repeat(200_000)],
  'braces behind an item': [PROMOS, `1. ${'{'.repeat(300_000)}}\n`],
  'rows of one cell': ['issues/news/promos/readers.csv', `rank,title,url\n${'x\n'.repeat(150_000)}`],
  'items that are texts': ['issues/news/promos/partners.yaml', `items:\n${'- x\n'.repeat(150_000)}`],
  'closing tags in a layout': [LAYOUT, mjml('</a>'.repeat(200_000))],
  'opening tags in a layout': [LAYOUT, mjml('<mj-section>'.repeat(50_000))],
  'a chain of {{else if}}': [LAYOUT, mjml(`{{#if lead}}${'{{else if lead}}'.repeat(20_000)}{{/if}}`)],
  'brackets in courant.yaml': ['courant.yaml', `name: ${'['.repeat(900_000)}`],
};

describe('far too much of one thing', () => {
  it.each(Object.entries(FLOODS))('%s', { timeout: 60_000 }, async (_, [path, text]) => {
    const { home, root } = await layOut(new Map([[path, { kind: 'bytes', bytes: Buffer.from(text) }]]));
    const run = await runCourant(['check', '--json'], root);
    await rm(home, { recursive: true });
    expect(run.stderr).toBe('');
    expect([0, 1]).toContain(run.status);
    expect(JSON.parse(run.stdout)).toHaveProperty('summary.errors');
  });
});
