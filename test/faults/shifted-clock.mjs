// A wrong clock, for `node --import`: the system's time and so many milliseconds, as the file COURANT_TEST_CLOCK says
// at each moment. What only ever goes on (performance.now, timers) is left alone, as the system leaves it.
import { readFileSync } from 'node:fs';

const file = process.env.COURANT_TEST_CLOCK ?? '';
const Real = Date;

function now() {
  return Real.now() + Number(readFileSync(file, 'utf8'));
}

globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};
