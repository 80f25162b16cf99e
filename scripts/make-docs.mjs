// Writes docs/diagnostics.md: `npm run docs`, after every change in src/diagnostic/catalogue/.
import { writeFile } from 'node:fs/promises';
import { importTypescript } from './import-typescript.mjs';

const { diagnosticsPage } = await importTypescript('scripts/diagnostics-page.ts');
await writeFile(new URL('../docs/diagnostics.md', import.meta.url), diagnosticsPage());
