// The repository's publication with four fields more, and its daily issues with five merge slots each; the English one
// is made up to 60 KB of HTML. For messages.mjs and the send-*.mjs.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const HTML_BYTES = 60_000;
export const ENGLISH = '2026-11-24-daily';
export const CHINESE = '2026-11-25-daily-zh';

const FIELDS = `  city: { type: text }
  member: { type: text }
  visits: { type: number }
  joined: { type: date }
`;
const SLOTS = {
  greetings: { en: 'For {{first_name|you}}: the harbour today', zh: '{{first_name|读者}}的港口早报' },
  en: 'You live in {{city|town}}, and have read us {{visits|0}} times since {{joined|2020-01-01}}: see [your page](https://news.example.org/me?who={{member|nobody}}).',
  zh: '你在{{city|城里}}。自{{joined|2020-01-01}}以来，你读过我们{{visits|0}}次：见[你的主页](https://news.example.org/me?who={{member|nobody}})。',
};
const MORE = 'The quay was quiet, and nobody could say when the next boat would come. '.repeat(24);

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} folder that is there */
export function layOutPublication(folder) {
  for (const part of ['courant.yaml', 'templates', 'issues'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  edit(folder, 'courant.yaml', (text) => text.replace(/^fields:\n/m, `fields:\n${FIELDS}`));
  edit(folder, `issues/${ENGLISH}/issue.md`, (text) => `${greeted(text, SLOTS.greetings.en)}\n\n${SLOTS.en}\n`);
  edit(folder, `issues/${CHINESE}/issue.md`, (text) => `${greeted(text, SLOTS.greetings.zh)}\n\n${SLOTS.zh}\n`);
  writeFileSync(join(folder, `issues/${ENGLISH}/99-more.md`), `---\ntitle: More\n---\n${MORE}`);
}

function edit(folder, file, change) {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function greeted(text, subject) {
  return text.replace(/^subject:.*$/m, `subject: "${subject}"`).trimEnd();
}
