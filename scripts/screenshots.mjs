// Takes the README's pictures of the sample issues with the system's Chromium.
//
//   npm run screenshots
//
// CHROMIUM names the browser when it isn't /usr/bin/chromium. The samples are built into a temporary folder first.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const SHOTS = [
  { issue: '2026-11-24-daily', file: 'daily.png', width: 720, height: 1180, scheme: 'light' },
  { issue: '2026-11-24-daily', file: 'daily-phone-dark.png', width: 375, height: 1180, scheme: 'dark' },
  { issue: '2026-11-25-daily-zh', file: 'daily-zh-phone.png', width: 375, height: 1180, scheme: 'light' },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'courant-shots-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
try {
  execFileSync('node', [join(root, 'bin/courant.js'), 'build', '--all', '--out', out], { cwd: root, stdio: 'inherit' });
  for (const { issue, file, width, height, scheme } of SHOTS) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
    await page.goto(pathToFileURL(join(out, issue, 'web.html')).href);
    await page.screenshot({ path: join(root, 'docs/images', file) });
    await page.close();
    console.log(`docs/images/${file}`);
  }
} finally {
  await browser.close();
  rmSync(out, { recursive: true, force: true });
}
