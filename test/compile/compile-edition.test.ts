import { describe, expect, it } from 'vitest';
import { fillDefaults } from '../../src/compile/fill-defaults.ts';
import { compileFiles, inputOf } from './fixtures.ts';
import { compileEdition } from '../../src/compile/compile-edition.ts';

describe('an edition', () => {
  it('holds the words of the issue, escaped, and the system link as a hole', async () => {
    const { edition, diagnostics } = await compileFiles({
      'issues/one/10-a.md': '---\ntitle: Fish & "Chips" < 5 = 5\n---\nThey *stopped*.\n',
    });
    expect(diagnostics).toEqual([]);
    const html = fillDefaults(edition?.html ?? { pieces: [], slots: [] });
    expect(html).toContain('<h2>Fish &amp; &quot;Chips&quot; &lt; 5 = 5</h2>');
    expect(html).toContain('<p>They <em>stopped</em>.</p>');
    expect(edition?.html.slots).toEqual([{ kind: 'system', name: 'unsubscribe-url', place: 'html-url' }]);
    expect(edition?.html.pieces[0]?.endsWith('<a href="')).toBe(true);
    expect(edition?.web).toContain('<a href="https://mail.example.org/w/one">');
  });

  it('shows of a teaser what stands before its cut, and links only that', async () => {
    const body = 'Before[^n].\n\n<!-- more -->\n\nBehind https://example.org/b.\n\n[^n]: See https://example.org/n';
    const front = 'title: A\nurl: https://example.org/a\ndisplay';
    const files = (display: string) => ({ 'issues/one/10-a.md': `---\n${front}: ${display}\n---\n${body}` });
    const teaser = (await compileFiles(files('teaser'))).edition;
    const full = (await compileFiles(files('full'))).edition;
    const shown = fillDefaults(teaser?.html ?? { pieces: [], slots: [] });
    expect(shown).toContain('id="fn-1-1"');
    expect(shown + fillDefaults(teaser?.text ?? { pieces: [], slots: [] })).not.toMatch(/Behind|more/);
    expect(teaser?.links.map(({ url }) => url)).toEqual(['https://example.org/a', 'https://example.org/n']);
    expect(full?.links.map(({ url }) => url)).toEqual([
      'https://example.org/a',
      'https://example.org/b',
      'https://example.org/n',
    ]);
  });

  it('knows for each slot the place it stands in', async () => {
    const { edition } = await compileFiles({
      'templates/partials/story.mjml.hbs': `<mj-section><mj-column>
        <mj-image src="https://example.org/a.png" alt="{{title}}" href="{{url}}" />
        <mj-raw><!--[if mso]><p title="{{slot "first_name"}}">{{slot "first_name" default="A&B"}}</p><![endif]--></mj-raw>
        <mj-text>{{title}} {{body}}</mj-text></mj-column></mj-section>`,
      'issues/one/issue.md': '---\nsubject: "{{first_name|Dear}} reader"\ndate: 2026-11-24\n---\n',
      'issues/one/10-a.md':
        '---\ntitle: "For {{first_name|you}}"\nurl: https://example.org/a\n---\n[u](https://example.org/?n={{first_name}})\n',
    });
    const places = edition?.html.slots.flatMap((slot) =>
      slot.kind === 'field' ? [`${slot.place} ${slot.fallback}`] : [],
    );
    // title, aria-label, alt, then the comment's two, the headline, and the link in the body.
    expect(places).toEqual([
      'html-text Dear',
      'html-attribute Dear',
      'html-attribute you',
      'html-attribute ',
      'html-text A&B',
      'html-text you',
      'html-url ',
    ]);
    expect(edition?.subject).toEqual({
      pieces: ['', ' reader'],
      slots: [{ kind: 'field', field: 'first_name', format: null, fallback: 'Dear', place: 'header' }],
    });
    expect(edition?.mergeFields).toEqual(['first_name']);
    expect(edition?.links[1]).toMatchObject({ url: 'https://example.org/?n={{first_name}}', text: 'u' });
  });

  it('is the same whatever the time zone of the machine, and another when a word changes', async () => {
    const zone = process.env['TZ'];
    const hashes: (string | undefined)[] = [];
    for (const tz of ['UTC', 'Pacific/Kiritimati']) {
      process.env['TZ'] = tz;
      hashes.push((await compileFiles({})).edition?.hash);
    }
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    const changed = await compileFiles({ 'issues/one/10-a.md': '---\ntitle: Ferries\n---\nThey go again.\n' });
    expect(hashes[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(hashes[1]).toBe(hashes[0]);
    expect(changed.edition?.hash).not.toBe(hashes[0]);
  });

  it('shows what belongs to its segments and to everybody', async () => {
    const files = { 'issues/one/20-b.md': '---\ntitle: Only Asia\nsegments: [asia]\n---\nx\n' };
    const all = await compileFiles(files);
    const asia = await compileFiles(files, { segments: new Set(['asia']) });
    expect(all.edition?.articles).toHaveLength(1);
    expect(asia.edition?.articles).toHaveLength(2);
    expect(asia.edition?.segments).toEqual(['asia']);
    expect(asia.edition?.hash).not.toBe(all.edition?.hash);
  });

  it('refers to pictures by their names, and lists their files', async () => {
    const input = inputOf({
      'issues/one/images/a.png': '',
      'issues/one/10-a.md': '---\ntitle: T\n---\n![A quay](images/a.png)\n',
    });
    const facts = { file: 'issues/one/images/a.png', name: '0123456789abcdef.png', width: 640, height: 360, bytes: 9 };
    const unused = { ...facts, file: 'issues/one/images/b.png', name: 'ffffffffffffffff.png' };
    const pictures = new Map([
      [facts.file, facts],
      [unused.file, unused],
    ]);
    const { value } = await compileEdition({ ...input, pictures });
    expect(value?.images).toEqual([{ src: 'https://pictures.example.org/0123456789abcdef.png', alt: 'A quay' }]);
    expect(value?.assets).toEqual([{ file: 'issues/one/images/a.png', name: '0123456789abcdef.png' }]);
    // The page has them in a folder beside it.
    expect(value?.web).toContain('src="images/0123456789abcdef.png"');
    expect(value?.web).not.toContain('pictures.example.org');
  });

  it('brings the pictures that only its page shows', async () => {
    const input = inputOf({
      'issues/one/images/a.png': '',
      'issues/one/10-a.md': '---\ntitle: T\nimage: { src: images/a.png, alt: A quay }\n---\n',
      'templates/partials/story.mjml.hbs':
        '<mj-section><mj-column>{{#if @root.web}}<mj-image src="{{image.src}}" alt="{{image.alt}}" />{{/if}}</mj-column></mj-section>',
    });
    const facts = { file: 'issues/one/images/a.png', name: '0123456789abcdef.png', width: 640, height: 360, bytes: 9 };
    const { value } = await compileEdition({ ...input, pictures: new Map([[facts.file, facts]]) });
    expect([value?.images, value?.assets.map(({ name }) => name)]).toEqual([[], ['0123456789abcdef.png']]);
  });

  it('writes direction and dates for the language of the issue', async () => {
    const { edition } = await compileFiles({
      'templates/partials/story.mjml.hbs':
        '<mj-section><mj-column><mj-text>{{title}} {{@root.issue.date.full}} {{@root.issue.date.iso}}</mj-text></mj-column></mj-section>',
      'issues/one/issue.md': '---\nsubject: صباح\ndate: 2026-11-24\nlanguage: ar\n---\n',
      'issues/one/10-a.md': '---\ntitle: العبّارات\n---\n',
    });
    expect(edition?.html.pieces[0]).toContain('<html lang="ar" dir="rtl"');
    expect(edition?.html.pieces[0]).toContain('2026-11-24');
    expect(edition?.html.pieces[0]).toContain('العبّارات الثلاثاء');
  });
});
