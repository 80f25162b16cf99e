import type { CheckedEdition } from '../check/check.ts';
import { previewHtml, previewMessage, previewPreheader, previewSubject, previewText } from '../personalise/preview.ts';
import type { Publication } from '../publication/publication.ts';
import type { CheckedIssue } from './check-issue.ts';
import { type EditionJson, editionJson } from './edition-json.ts';

/** What a build writes: paths below `DIR/<issue>/`, and `edition.json` of the default edition as a value. */
export interface Build {
  readonly files: ReadonlyMap<string, string | Buffer>;
  readonly edition: EditionJson;
  /** Pictures to copy: path below `DIR/<issue>/` → path in the publication. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** The default edition's files, the others' below `editions/<key>/`. `mjml` also writes what was compiled. */
export function buildIssue(
  { editions }: CheckedIssue,
  publication: Publication,
  { mjml }: { readonly mjml: 'with-mjml' | 'without-mjml' },
): Build {
  const [first, ...others] = editions.map((edition) => ({ edition, built: buildEdition(edition, publication, mjml) }));
  if (first === undefined) throw new Error('an issue was built without any edition');
  const files = new Map<string, string | Buffer>(first.built.files);
  const pictures = new Map(picturesBelow('', first.edition));
  for (const { edition, built } of others) {
    const folder = `editions/${edition.segments.join('+')}/`;
    for (const [path, content] of built.files) files.set(`${folder}${path}`, content);
    for (const [path, file] of picturesBelow(folder, edition)) pictures.set(path, file);
  }
  return { files, edition: first.built.json, pictures };
}

/** An edition's page shows its pictures from the folder beside it. */
function picturesBelow(folder: string, { assets }: CheckedEdition): readonly (readonly [string, string])[] {
  return assets.map(({ name, file }) => [`${folder}images/${name}`, file] as const);
}

interface BuiltEdition {
  readonly files: ReadonlyMap<string, string | Buffer>;
  readonly json: EditionJson;
}

function buildEdition(
  edition: CheckedEdition,
  publication: Publication,
  mjml: 'with-mjml' | 'without-mjml',
): BuiltEdition {
  const parts = {
    subject: previewSubject(edition, publication),
    preheader: previewPreheader(edition, publication),
    html: previewHtml(edition, publication),
    text: previewText(edition, publication),
    message: previewMessage(edition, publication).bytes,
  };
  const json = editionJson(edition, parts, publication.linkBase);
  const files = new Map<string, string | Buffer>([
    ['email.html', parts.html],
    ['email.txt', parts.text],
    ['message.eml', parts.message],
    ['web.html', edition.web],
    ['edition.json', `${JSON.stringify(json, null, 2)}\n`],
  ]);
  if (mjml === 'with-mjml') files.set('email.mjml', edition.mjml);
  return { files, json };
}
