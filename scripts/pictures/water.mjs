import { createDice, HEIGHT, WIDTH } from './plate.mjs';

const solid = { tone: 1 };
const paper = { tone: 0 };

/**
 * Sky that darkens upwards, and a sea of wavering cuts below the horizon.
 * @param {import('./plate.mjs').Plate} plate
 * @param {{ horizon: number, high: number, low: number, near: number, far: number, wave?: number }} scene
 */
export function skyAndSea(plate, { horizon, high, low, near, far, wave = 6 }) {
  plate.rect(0, 0, WIDTH, horizon, { tone: (_, y) => low + (high - low) * (1 - y / horizon), wave: 1.5 });
  plate.rect(0, horizon, WIDTH, HEIGHT - horizon, {
    tone: (_, y) => far + (near - far) * ((y - horizon) / (HEIGHT - horizon)),
    wave,
  });
}

/**
 * Short bright strokes on the water below a light, wider the nearer they are.
 * @param {import('./plate.mjs').Plate} plate
 * @param {{ x: number, horizon: number, width: number, seed: number, ink?: import('./plate.mjs').Ink }} scene
 */
export function glitter(plate, { x, horizon, width, seed, ink = paper }) {
  const dice = createDice(seed);
  for (let y = horizon + 6; y < HEIGHT; y += 15) {
    const spread = width * (0.35 + (0.9 * (y - horizon)) / (HEIGHT - horizon));
    const length = spread * (0.5 + dice());
    const from = x - length / 2 + (dice() - 0.5) * spread * 0.7;
    plate.line(
      [
        [from, y],
        [from + length, y],
      ],
      5,
      ink,
    );
  }
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {number} x
 * @param {number} y
 * @param {number} size
 */
function gull(plate, x, y, size) {
  plate.line(
    [
      [x - size, y - size * 0.35],
      [x - size * 0.45, y - size * 0.5],
      [x, y],
      [x + size * 0.45, y - size * 0.5],
      [x + size, y - size * 0.35],
    ],
    4,
    solid,
  );
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {{ x: number, y: number, count: number, step: number, width: number, height: number, ink: import('./plate.mjs').Ink }} scene
 */
function windows(plate, { x, y, count, step, width, height, ink }) {
  for (let i = 0; i < count; i += 1) plate.rect(x + i * step, y, width, height, ink);
}

/** @param {import('./plate.mjs').Plate} plate */
export function ferry(plate) {
  skyAndSea(plate, { horizon: 520, high: 0.5, low: 0.06, near: 0.72, far: 0.34 });
  plate.polygon('0,520 0,450 150,420 330,470 520,486 700,520', { tone: 0.45, angle: 24 });
  plate.polygon('250,520 1010,520 970,640 300,640', { tone: 0.92, wave: 1 });
  plate.polygon('250,520 1010,520 1006,538 255,538', paper);
  plate.rect(330, 430, 560, 92, { tone: 0.1, angle: 90 });
  windows(plate, { x: 360, y: 452, count: 9, step: 58, width: 34, height: 30, ink: { tone: 0.88, wave: 1 } });
  plate.rect(400, 350, 400, 80, { tone: 0.18, angle: 90 });
  windows(plate, { x: 425, y: 370, count: 7, step: 52, width: 32, height: 24, ink: { tone: 0.88, wave: 1 } });
  plate.rect(440, 290, 170, 60, { tone: 0.06, angle: 90 });
  plate.rect(455, 305, 140, 20, { tone: 0.9, wave: 1 });
  plate.polygon('680,350 690,230 770,230 790,350', { tone: 1, accent: true });
  plate.polygon('688,254 690,230 770,230 774,254', solid);
  plate.line('520,290 520,150', 7, solid);
  plate.line('520,170 330,430', 2.5, solid);
  plate.line('520,170 690,240', 2.5, solid);
  plate.polygon('890,522 1010,522 1130,300 1100,286 968,470 890,470', { tone: 0.8, angle: 60 });
  plate.line('890,430 1104,292', 4, solid);
  plate.polygon('1060,853 1060,600 1280,560 1280,853', { tone: 0.78, angle: 90, wave: 1 });
  plate.polygon('1040,604 1280,556 1280,586 1040,630', { tone: 0.12, wave: 1 });
  plate.polygon('1120,596 1124,545 1160,540 1164,588', solid);
  plate.line('1140,560 1080,610 985,560', 4, solid);
  gull(plate, 190, 210, 40);
  gull(plate, 290, 150, 26);
  gull(plate, 930, 170, 32);
}

/** @param {import('./plate.mjs').Plate} plate */
export function nightFerry(plate) {
  const dice = createDice(7);
  skyAndSea(plate, { horizon: 480, high: 0.96, low: 0.72, near: 0.94, far: 0.8 });
  for (let i = 0; i < 60; i += 1) plate.ellipse(dice() * WIDTH, dice() * 330, 2.2, 2.2, paper);
  plate.polygon('0,480 0,410 180,380 360,420 600,396 820,440 1010,420 1280,370 1280,480', solid);
  for (let i = 0; i < 70; i += 1) plate.rect(dice() * WIDTH, 432 + dice() * 40, 7, 6, paper);
  for (const [x, width] of [
    [420, 30],
    [560, 30],
    [700, 34],
    [850, 28],
  ])
    glitter(plate, { x, horizon: 668, width, seed: x });
  plate.polygon('290,560 1020,560 975,672 345,672', solid);
  plate.line('290,560 1020,560', 5, paper);
  plate.rect(380, 470, 520, 92, solid);
  windows(plate, { x: 402, y: 492, count: 9, step: 55, width: 36, height: 36, ink: paper });
  plate.rect(440, 392, 380, 80, solid);
  windows(plate, { x: 462, y: 414, count: 6, step: 58, width: 38, height: 30, ink: { tone: 0.12 } });
  plate.rect(490, 330, 150, 62, solid);
  plate.rect(502, 344, 126, 22, paper);
  plate.polygon('700,392 708,290 776,290 790,392', solid);
  plate.line('560,330 560,190', 7, solid);
  plate.ellipse(560, 196, 34, 34, { tone: 0.3, accent: true });
  plate.ellipse(560, 196, 15, 15, { tone: 1, accent: true });
  glitter(plate, { x: 640, horizon: 672, width: 90, seed: 3, ink: { tone: 1, accent: true } });
}

/** @param {import('./plate.mjs').Plate} plate */
export function lighthouse(plate) {
  const dice = createDice(11);
  skyAndSea(plate, { horizon: 560, high: 0.94, low: 0.55, near: 0.9, far: 0.6 });
  for (let i = 0; i < 40; i += 1) plate.ellipse(dice() * WIDTH, dice() * 300, 2.4, 2.4, paper);
  plate.polygon('850,208 0,60 0,330', { tone: (x) => 0.02 + (0.34 * (850 - x)) / 850, wave: 1 });
  plate.polygon('850,208 1280,130 1280,300', { tone: (x) => 0.02 + (0.2 * (x - 850)) / 430, wave: 1 });
  plate.polygon('430,853 560,690 640,660 730,560 800,540 980,545 1100,600 1280,640 1280,853', {
    tone: 0.93,
    angle: 58,
    wave: 4,
  });
  plate.polygon('560,690 640,660 730,560 800,540 980,545 960,570 810,572 740,610 690,690', {
    tone: 0.35,
    angle: 58,
    wave: 4,
  });
  const side = (y) => 44 + ((y - 250) / 300) * 26;
  plate.polygon(
    [
      [850 - side(250), 250],
      [850 + side(250), 250],
      [850 + side(552), 552],
      [850 - side(552), 552],
    ],
    { tone: (x) => (x > 862 ? 0.55 : 0.04), angle: 0, wave: 0 },
  );
  for (const [top, bottom] of [
    [300, 362],
    [432, 500],
  ]) {
    plate.polygon(
      [
        [850 - side(top), top],
        [850 + side(top), top],
        [850 + side(bottom), bottom],
        [850 - side(bottom), bottom],
      ],
      { tone: (x) => (x > 862 ? 1 : 0.82), accent: true, wave: 0 },
    );
  }
  plate.rect(786, 240, 128, 14, solid);
  plate.rect(812, 176, 76, 64, paper);
  for (const x of [812, 836, 860, 884])
    plate.line(
      [
        [x, 176],
        [x, 240],
      ],
      4,
      solid,
    );
  plate.polygon('800,178 850,128 900,178', solid);
  plate.line('850,130 850,100', 5, solid);
  plate.rect(985, 470, 150, 90, { tone: 0.5, angle: 90, wave: 1 });
  plate.polygon('970,472 1010,420 1112,420 1150,472', solid);
  plate.rect(1020, 496, 26, 28, paper);
  for (let i = 0; i < 12; i += 1)
    plate.line(
      [
        [400 + i * 18 - dice() * 60, 700 + i * 12],
        [470 + i * 14, 700 + i * 12],
      ],
      5,
      paper,
    );
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {{ x: number, y: number, size: number, accent: boolean }} scene
 */
function crew(plate, { x, y, size, accent }) {
  plate.polygon(
    [
      [x - 330 * size, y - 22 * size],
      [x + 350 * size, y - 34 * size],
      [x + 270 * size, y + 30 * size],
      [x - 270 * size, y + 30 * size],
    ],
    { tone: 1, accent },
  );
  plate.line(
    [
      [x - 330 * size, y - 22 * size],
      [x, y - 14 * size],
      [x + 350 * size, y - 34 * size],
    ],
    6 * size,
    paper,
  );
  for (let i = 0; i < 6; i += 1) {
    const seat = x - 190 * size + i * 74 * size;
    plate.line(
      [
        [seat + 20 * size, y - 34 * size],
        [seat - 58 * size, y + 96 * size],
      ],
      6 * size,
      solid,
    );
    plate.polygon(
      [
        [seat - 52 * size, y + 78 * size],
        [seat - 38 * size, y + 86 * size],
        [seat - 66 * size, y + 132 * size],
        [seat - 82 * size, y + 124 * size],
      ],
      solid,
    );
    plate.polygon(
      [
        [seat - 16 * size, y - 14 * size],
        [seat - 34 * size, y - 82 * size],
        [seat - 2 * size, y - 90 * size],
        [seat + 22 * size, y - 14 * size],
      ],
      { tone: 0.86, angle: 90, wave: 1 },
    );
    plate.line(
      [
        [seat - 18 * size, y - 74 * size],
        [seat + 24 * size, y - 36 * size],
      ],
      13 * size,
      solid,
    );
    plate.ellipse(seat - 22 * size, y - 106 * size, 17 * size, 19 * size, solid);
  }
  plate.polygon(
    [
      [x + 262 * size, y - 22 * size],
      [x + 262 * size, y - 78 * size],
      [x + 296 * size, y - 78 * size],
      [x + 300 * size, y - 22 * size],
    ],
    solid,
  );
  plate.ellipse(x + 279 * size, y - 98 * size, 17 * size, 19 * size, solid);
}

/** @param {import('./plate.mjs').Plate} plate */
export function rowing(plate) {
  skyAndSea(plate, { horizon: 300, high: 0.34, low: 0.05, near: 0.5, far: 0.2, wave: 8 });
  plate.polygon('0,300 0,262 210,226 420,262 640,244 900,284 1130,252 1280,268 1280,300', { tone: 0.62, angle: 32 });
  crew(plate, { x: 760, y: 420, size: 0.72, accent: false });
  crew(plate, { x: 560, y: 650, size: 1.15, accent: false });
  plate.polygon('1120,520 1150,400 1180,520', { tone: 1, accent: true });
  plate.ellipse(1150, 530, 56, 22, { tone: 1, accent: true });
  plate.line('1150,404 1150,350', 6, solid);
  plate.polygon('1150,350 1210,366 1150,384', solid);
  for (const [x, y, width] of [
    [80, 760, 240],
    [930, 770, 260],
    [1010, 640, 180],
    [180, 500, 200],
    [420, 812, 320],
  ])
    plate.line(
      [
        [x, y],
        [x + width, y],
      ],
      7,
      paper,
    );
}
