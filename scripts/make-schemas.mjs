// Writes schemas/: `npm run schemas`, after every change in src/publication/schema/.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypescript } from './import-typescript.mjs';

const { jsonSchemas } = await importTypescript('scripts/json-schemas.ts');
for (const [path, text] of jsonSchemas()) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
