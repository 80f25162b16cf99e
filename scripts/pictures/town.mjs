import { createDice, HEIGHT, WIDTH } from './plate.mjs';

const solid = { tone: 1 };
const paper = { tone: 0 };

/** @param {import('./plate.mjs').Plate} plate */
export function market(plate) {
  const dice = createDice(23);
  plate.rect(0, 0, WIDTH, HEIGHT, { tone: 0.95 });
  const lamps = [
    [230, 236],
    [660, 220],
    [1080, 240],
  ];
  const glow = (x, y) => Math.min(...lamps.map(([lx, ly]) => Math.hypot(x - lx, (y - ly) * 0.8))) / 420;
  plate.rect(0, 0, WIDTH, HEIGHT, { tone: (x, y) => 0.12 + Math.min(0.84, glow(x, y) ** 0.8), wave: 3 });
  plate.polygon('0,640 1280,640 1280,853 0,853', { tone: (x, y) => 0.3 + 0.4 * glow(x, y), angle: 0, wave: 5 });
  for (const [x, y] of lamps) {
    plate.line(
      [
        [x, 0],
        [x, y - 30],
      ],
      4,
      solid,
    );
    plate.polygon(
      [
        [x - 34, y - 8],
        [x - 14, y - 36],
        [x + 14, y - 36],
        [x + 34, y - 8],
      ],
      solid,
    );
    plate.ellipse(x, y + 4, 20, 18, paper);
  }
  for (const stall of [-30, 410, 850]) {
    for (let i = 0; i < 8; i += 1) {
      const top = stall + 70 + i * 36;
      const foot = stall + 20 + i * 48;
      const stripe = i % 2 === 0 ? { tone: 1, accent: true } : paper;
      plate.polygon(
        [
          [top, 300],
          [top + 36, 300],
          [foot + 48, 400],
          [foot, 400],
        ],
        stripe,
      );
      plate.ellipse(foot + 24, 400, 24, 20, stripe);
    }
    plate.line(
      [
        [stall + 40, 400],
        [stall + 40, 640],
      ],
      9,
      solid,
    );
    plate.line(
      [
        [stall + 384, 400],
        [stall + 384, 640],
      ],
      9,
      solid,
    );
    plate.polygon(
      [
        [stall + 10, 560],
        [stall + 414, 560],
        [stall + 400, 720],
        [stall + 24, 720],
      ],
      { tone: 0.88, angle: 90, wave: 1 },
    );
    for (let i = 0; i < 26; i += 1) {
      const x = stall + 44 + (i % 13) * 28 + (i > 12 ? 10 : 0);
      const y = 556 - (i > 12 ? 26 : 2) - dice() * 6;
      plate.ellipse(x, y, 19, 18, solid);
      plate.ellipse(x - 2, y - 3, 15, 13, { tone: 0.1 + dice() * 0.35, angle: 40 });
    }
  }
  for (const [x, y, size] of [
    [360, 560, 1],
    [800, 590, 1.12],
    [1230, 570, 1.04],
  ])
    shopper(plate, x, y, size);
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function shopper(plate, x, y, size) {
  plate.polygon(
    [
      [x - 62 * size, y + 250 * size],
      [x - 56 * size, y + 10 * size],
      [x - 30 * size, y - 30 * size],
      [x + 30 * size, y - 30 * size],
      [x + 58 * size, y + 10 * size],
      [x + 66 * size, y + 250 * size],
    ],
    solid,
  );
  plate.ellipse(x, y - 66 * size, 34 * size, 40 * size, solid);
  plate.ellipse(x, y - 88 * size, 52 * size, 12 * size, solid);
  plate.line(
    [
      [x - 54 * size, y + 20 * size],
      [x - 72 * size, y + 130 * size],
    ],
    5,
    paper,
  );
}

/** @param {import('./plate.mjs').Plate} plate */
export function library(plate) {
  const dice = createDice(31);
  const glow = (x, y) => Math.min(1, Math.hypot(x - 640, (y - 470) * 1.2) / 640);
  plate.rect(0, 0, WIDTH, HEIGHT, { tone: (x, y) => 0.1 + 0.86 * glow(x, y), wave: 2 });
  for (const side of [-1, 1]) for (let shelf = 0; shelf < 5; shelf += 1) shelfOf(plate, { dice, side, shelf });
  plate.polygon('500,240 780,240 780,520 500,520', { tone: 0.2, angle: 90, wave: 1 });
  plate.polygon('500,240 520,190 560,160 640,148 720,160 760,190 780,240', { tone: 0.2, angle: 90, wave: 1 });
  for (const x of [500, 593, 687, 780])
    plate.line(
      [
        [x, x === 500 || x === 780 ? 240 : 152],
        [x, 520],
      ],
      7,
      solid,
    );
  for (const y of [240, 380])
    plate.line(
      [
        [500, y],
        [780, y],
      ],
      7,
      solid,
    );
  plate.polygon('380,560 900,560 1230,853 50,853', { tone: (_, y) => 0.06 + ((y - 560) / 293) * 0.55, wave: 3 });
  plate.line('380,560 900,560', 8, solid);
  plate.line('380,560 50,853', 8, solid);
  plate.line('900,560 1230,853', 8, solid);
  plate.polygon('590,640 690,640 716,664 564,664', solid);
  plate.line('640,650 640,470', 13, solid);
  plate.polygon('520,490 560,396 720,396 760,490', { tone: 1, accent: true });
  plate.polygon('520,490 760,490 752,504 528,504', paper);
  openBook(plate, 400, 740, 1.1);
  openBook(plate, 860, 720, 1);
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {{ dice: () => number, side: number, shelf: number }} scene
 */
function shelfOf(plate, { dice, side, shelf }) {
  const deep = (at) => 1 - at * 0.52;
  const edge = (at) => (side < 0 ? at * 440 : WIDTH - at * 440);
  const level = (at, y) => 470 + (y - 470) * deep(at);
  const y = 60 + shelf * 165;
  for (let at = 0; at < 0.98; ) {
    const next = Math.min(1, at + 0.028 + dice() * 0.035);
    const height = 96 + dice() * 46;
    const accent = dice() > 0.93;
    const ink = { tone: accent ? 1 : 0.35 + dice() * 0.6, angle: 90, wave: 1, accent };
    plate.polygon(
      [
        [edge(at), level(at, y)],
        [edge(next), level(next, y)],
        [edge(next), level(next, y - height)],
        [edge(at), level(at, y - height)],
      ],
      ink,
    );
    plate.line(
      [
        [edge(next), level(next, y)],
        [edge(next), level(next, y - height)],
      ],
      3,
      paper,
    );
    at = next;
  }
  plate.polygon(
    [
      [edge(0), level(0, y)],
      [edge(1), level(1, y)],
      [edge(1), level(1, y + 14)],
      [edge(0), level(0, y + 14)],
    ],
    solid,
  );
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function openBook(plate, x, y, size) {
  for (const side of [-1, 1]) {
    plate.polygon(
      [
        [x, y],
        [x + side * 120 * size, y - 16],
        [x + side * 140 * size, y + 44 * size],
        [x, y + 62 * size],
      ],
      solid,
    );
    plate.polygon(
      [
        [x + side * 4, y + 2],
        [x + side * 114 * size, y - 12],
        [x + side * 132 * size, y + 38 * size],
        [x + side * 4, y + 54 * size],
      ],
      { tone: 0.16, wave: 0 },
    );
  }
}
