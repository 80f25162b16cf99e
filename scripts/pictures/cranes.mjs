import { HEIGHT, WIDTH } from './plate.mjs';
import { glitter, skyAndSea } from './water.mjs';

const solid = { tone: 1 };
const paper = { tone: 0 };

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {{ x: number, top: number, bottom: number, width: number, taper: number }} scene
 */
function lattice(plate, { x, top, bottom, width, taper }) {
  const left = (y) => x - width / 2 - taper * ((y - top) / (bottom - top));
  const right = (y) => x + width / 2 + taper * ((y - top) / (bottom - top));
  plate.line(
    [
      [left(top), top],
      [left(bottom), bottom],
    ],
    12,
    solid,
  );
  plate.line(
    [
      [right(top), top],
      [right(bottom), bottom],
    ],
    12,
    solid,
  );
  for (let y = top; y + 56 <= bottom; y += 56) {
    plate.line(
      [
        [left(y), y],
        [right(y + 56), y + 56],
      ],
      5,
      solid,
    );
    plate.line(
      [
        [right(y), y],
        [left(y + 56), y + 56],
      ],
      5,
      solid,
    );
    plate.line(
      [
        [left(y), y],
        [right(y), y],
      ],
      5,
      solid,
    );
  }
}

/**
 * A level-luffing crane: tower, cab, a jib that leans over the water, and its rope.
 * @param {import('./plate.mjs').Plate} plate
 * @param {{ x: number, base: number, size: number, reach: number }} scene
 */
function crane(plate, { x, base, size, reach }) {
  const top = base - 330 * size;
  lattice(plate, { x, top, bottom: base, width: 60 * size, taper: 34 * size });
  plate.rect(x - 66 * size, top - 70 * size, 132 * size, 78 * size, solid);
  plate.rect(x - 50 * size, top - 54 * size, 40 * size, 28 * size, paper);
  const tip = [x - 300 * size * reach, top - 300 * size];
  plate.line([[x - 40 * size, top - 60 * size], tip], 14 * size, solid);
  plate.line(
    [
      [x - 8 * size, top - 76 * size],
      [tip[0] + 8, tip[1] - 8],
    ],
    6 * size,
    solid,
  );
  for (let i = 1; i < 9; i += 1) {
    const at = i / 9;
    const px = x - 40 * size + (tip[0] - x + 40 * size) * at;
    const py = top - 60 * size + (tip[1] - top + 60 * size) * at;
    plate.line(
      [
        [px, py],
        [px + 26 * size * (1 - at * 0.7), py - 14 * size],
      ],
      4 * size,
      solid,
    );
  }
  plate.line([[x + 20 * size, top - 70 * size], [x + 62 * size, top - 200 * size], tip], 4, solid);
  plate.line([tip, [tip[0], base - 120 * size]], 3.5, solid);
  plate.polygon(
    [
      [tip[0] - 20 * size, base - 120 * size],
      [tip[0] + 20 * size, base - 120 * size],
      [tip[0] + 12 * size, base - 82 * size],
      [tip[0] - 12 * size, base - 82 * size],
    ],
    solid,
  );
}

/** @param {import('./plate.mjs').Plate} plate */
export function cranes(plate) {
  skyAndSea(plate, { horizon: 640, high: 0.56, low: 0.08, near: 0.7, far: 0.36 });
  plate.ellipse(400, 560, 120, 120, { tone: 1, accent: true });
  plate.rect(0, 640, WIDTH, HEIGHT - 640, { tone: (_, y) => 0.36 + (0.34 * (y - 640)) / 213, wave: 6 });
  glitter(plate, { x: 400, horizon: 640, width: 170, seed: 5, ink: { tone: 1, accent: true } });
  crane(plate, { x: 1080, base: 640, size: 0.94, reach: 0.8 });
  crane(plate, { x: 730, base: 640, size: 0.78, reach: 0.9 });
  crane(plate, { x: 290, base: 640, size: 0.6, reach: 0.7 });
  plate.polygon('180,632 1280,632 1280,690 180,676', { tone: 0.95, wave: 1 });
}

/** @param {import('./plate.mjs').Plate} plate */
export function crane7(plate) {
  skyAndSea(plate, { horizon: 700, high: 0.06, low: 0.4, near: 0.8, far: 0.5 });
  plate.ellipse(330, 330, 150, 150, { tone: 1, accent: true });
  plate.polygon('0,700 0,640 130,640 130,600 220,560 310,600 310,650 520,650 520,700', {
    tone: 0.7,
    angle: 90,
    wave: 1,
  });
  crane(plate, { x: 860, base: 700, size: 1.04, reach: 1.15 });
  crane(plate, { x: 1180, base: 700, size: 0.7, reach: 0.7 });
  crane(plate, { x: 600, base: 700, size: 0.42, reach: 0.8 });
  plate.polygon('420,694 1280,694 1280,770 420,748', { tone: 0.96, wave: 1 });
  glitter(plate, { x: 300, horizon: 704, width: 170, seed: 9 });
}
