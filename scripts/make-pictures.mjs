/**
 * Draws the pictures of the sample issues and prints them as PNG: `node scripts/make-pictures.mjs [name…]`.
 * The same bytes come out on every machine, so that a change to a picture shows in git as what it is.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crane7, cranes } from './pictures/cranes.mjs';
import { orchard, railway, weather } from './pictures/land.mjs';
import { createPlate } from './pictures/plate.mjs';
import { encodePng } from './pictures/png.mjs';
import { library, market } from './pictures/town.mjs';
import { wallAndWire } from './pictures/wall.mjs';
import { ferry, lighthouse, nightFerry, rowing } from './pictures/water.mjs';

const pictures = {
  '2026-11-24-daily/images/wall-and-wire.png': wallAndWire,
  '2026-11-24-daily/images/ferry.png': ferry,
  '2026-11-22-weekly/images/lighthouse.png': lighthouse,
  '2026-11-22-weekly/images/rowing.png': rowing,
  '2026-11-22-weekly/images/weather.png': weather,
  '2026-11-22-weekly/images/cranes.png': cranes,
  '2026-11-22-weekly/images/market.png': market,
  '2026-11-22-weekly/images/library.png': library,
  '2026-11-22-weekly/images/orchard.png': orchard,
  '2026-11-22-weekly/images/railway.png': railway,
  '2026-11-25-daily-zh/images/night-ferry.png': nightFerry,
  '2026-11-25-daily-zh/images/crane.png': crane7,
};

const wanted = process.argv.slice(2);
const issues = join(import.meta.dirname, '..', 'issues');

for (const [path, draw] of Object.entries(pictures)) {
  if (wanted.length > 0 && !wanted.some((name) => path.includes(name))) continue;
  const plate = createPlate();
  draw(plate);
  const png = encodePng(plate.print());
  mkdirSync(dirname(join(issues, path)), { recursive: true });
  writeFileSync(join(issues, path), png);
  process.stdout.write(`${path} ${Math.round(png.length / 1024)} KB\n`);
}
