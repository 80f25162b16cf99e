import { type NewFiles, schemaLine } from './new-issue.ts';

export interface InitInput {
  /** The nameplate, made from the folder's name. */
  readonly title: string;
  /** IANA zone in which the newsroom's days begin. */
  readonly timeZone: string;
}

/** The files of a new publication besides its templates and its first issue: enough to build and send to the outbox. */
export function initFiles({ title, timeZone }: InitInput): NewFiles {
  return new Map([
    ['courant.yaml', publicationText(title, timeZone)],
    ['subscribers/sample.csv', SAMPLE],
    ['.gitignore', '.courant/\noutbox/\ndist/\n'],
  ]);
}

/** `harbour-daily` → `Harbour daily`. */
export function titleFromFolder(folder: string): string {
  const words = folder.replace(/[-_.\s]+/g, ' ').trim();
  return words === '' ? 'My newsletter' : words.charAt(0).toLocaleUpperCase('en') + words.slice(1);
}

function publicationText(title: string, timeZone: string): string {
  return `${schemaLine('schemas/publication.schema.json')}
# The settings of one newsletter. Every key is explained in docs/guide/publication.md of Courant.
name: ${JSON.stringify(title)}
url: https://news.example.org            # the newsroom's site
linkBase: https://mail.example.org       # where readers leave and read the web copy
from: ${JSON.stringify(`${title.replace(/["<>\\,;:@()[\]]/g, '')} <news@example.org>`)}
replyTo: editors@example.org
address: 1 Quay Street, Port Alder       # postal address, required by law in most countries
language: en
timeZone: ${timeZone}
template: daily                          # default layout, a folder of templates/
fields:                                  # what is known of a subscriber besides the address
  first_name: { type: text }
lists:
  sample: { title: Sample readers, file: subscribers/sample.csv }   # read anew when a send is planned
`;
}

const SAMPLE = `email,first_name
ada.moreno@example.org,Ada
lin.wei@example.com,林薇
youssef.haddad@example.net,يوسف
reader@example.org,
zofia.krol@example.com,Zofia
`;
