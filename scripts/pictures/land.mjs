import { createDice, HEIGHT, WIDTH } from './plate.mjs';

const solid = { tone: 1 };
const paper = { tone: 0 };

/**
 * Pressure at a place: two lows and a ridge. The isobars are where it crosses a step.
 * @param {number} x
 * @param {number} y
 */
function pressure(x, y) {
  const low = 1.5 * Math.exp(-(((x - 420) / 300) ** 2) - ((y - 430) / 260) ** 2);
  const second = 0.55 * Math.exp(-(((x - 1130) / 220) ** 2) - ((y - 150) / 200) ** 2);
  const ridge = 0.5 * Math.exp(-(((x - 980) / 340) ** 2) - ((y - 700) / 240) ** 2);
  return ridge - low - second + 0.0003 * x;
}

/**
 * @param {number} x
 * @param {number} y
 */
function isobar(x, y) {
  const step = pressure(x, y) / 0.13;
  const slope = Math.hypot(pressure(x + 1, y) - pressure(x, y), pressure(x, y + 1) - pressure(x, y)) / 0.13;
  const distance = Math.abs(step - Math.round(step)) / Math.max(slope, 0.0015);
  return distance < 2.6;
}

const coast = [
  [760, 0],
  [720, 90],
  [790, 150],
  [740, 230],
  [840, 300],
  [800, 390],
  [880, 450],
  [850, 540],
  [930, 600],
  [900, 700],
  [980, 760],
  [960, 853],
  [1280, 853],
  [1280, 0],
];

/** @param {import('./plate.mjs').Plate} plate */
export function weather(plate) {
  plate.rect(0, 0, WIDTH, HEIGHT, { tone: 0.1, wave: 5 });
  plate.polygon(coast, { tone: 0.4, angle: 45, wave: 2 });
  plate.line(coast.slice(0, -2), 7, solid);
  plate.rect(0, 0, WIDTH, HEIGHT, { tone: (x, y) => (isobar(x, y) ? 1 : null), wave: 0 });
  const front = Array.from({ length: 40 }, (_, i) => [420 + 250 * Math.sin(i / 22) + i * 5, 430 + i * 10.5]);
  plate.line(front, 9, { tone: 1, accent: true });
  for (let i = 3; i < 39; i += 5) {
    const [x, y] = front[i];
    const [nx, ny] = front[i + 1];
    const length = Math.hypot(nx - x, ny - y);
    const across = [(ny - y) / length, -(nx - x) / length];
    plate.polygon(
      [
        [x - (nx - x) * 1.6, y - (ny - y) * 1.6],
        [x + (nx - x) * 1.6, y + (ny - y) * 1.6],
        [x + across[0] * 36, y + across[1] * 36],
      ],
      { tone: 1, accent: true },
    );
  }
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {() => number} dice
 * @param {{ x: number, y: number, angle: number, length: number, width: number }} scene
 */
function branch(plate, dice, { x, y, angle, length, width }) {
  const tip = [x + Math.cos(angle) * length, y + Math.sin(angle) * length];
  plate.line([[x, y], tip], Math.max(1.6, width), solid);
  if (length < 12) return;
  const limbs = length > 40 ? 3 : 2;
  for (let i = 0; i < limbs; i += 1) {
    const turn = (i - (limbs - 1) / 2) * 0.72 + (dice() - 0.5) * 0.4;
    branch(plate, dice, {
      x: tip[0],
      y: tip[1],
      angle: angle + turn,
      length: length * (0.62 + dice() * 0.16),
      width: width * 0.6,
    });
  }
}

/** @param {number} x */
function hill(x) {
  return 430 - 90 * Math.sin((x + 160) / 470) - 30 * Math.sin(x / 210);
}

/** @param {import('./plate.mjs').Plate} plate */
export function orchard(plate) {
  const dice = createDice(41);
  plate.rect(0, 0, WIDTH, 560, { tone: (_, y) => 0.32 - (0.3 * y) / 470, wave: 2 });
  const ridge = Array.from({ length: 65 }, (_, i) => [i * 20, hill(i * 20)]);
  plate.polygon([...ridge, [WIDTH, HEIGHT], [0, HEIGHT]], {
    tone: (_, y) => 0.12 + Math.max(0, (y - 360) / 493) * 0.4,
    angle: -9,
    wave: 7,
  });
  for (let row = 0; row < 4; row += 1) {
    const size = [0.3, 0.5, 0.8, 1.25][row];
    const count = [12, 8, 5, 3][row];
    for (let i = 0; i < count; i += 1) {
      const x = ((i + 0.5 + (row % 2) * 0.28) * WIDTH) / count;
      const y = hill(x) + [14, 70, 175, 350][row];
      plate.ellipse(x + 20 * size, y + 4, 90 * size, 9 * size, { tone: 0.8, wave: 1 });
      branch(plate, dice, { x, y, angle: -Math.PI / 2, length: 92 * size, width: 22 * size });
    }
  }
  plate.line('330,790 250,470', 9, solid);
  plate.line('400,790 280,466', 9, solid);
  for (let i = 0; i < 8; i += 1) {
    const at = (i + 0.6) / 8.6;
    plate.line(
      [
        [330 - 80 * at, 790 - 320 * at],
        [400 - 120 * at, 790 - 324 * at],
      ],
      7,
      solid,
    );
  }
  for (let i = 0; i < 30; i += 1)
    plate.ellipse(120 + dice() * 1060, 740 + dice() * 90, 10, 9, { tone: 1, accent: true });
}

/** @param {import('./plate.mjs').Plate} plate */
export function railway(plate) {
  plate.rect(0, 0, WIDTH, HEIGHT, { tone: (_, y) => Math.max(0.02, 0.42 - (0.5 * y) / 560), wave: 2 });
  plate.polygon('0,470 190,330 390,430 610,300 860,420 1060,310 1280,400 1280,853 0,853', {
    tone: 0.3,
    angle: 28,
    wave: 4,
  });
  plate.polygon('0,560 0,853 1280,853 1280,540 1120,640 940,740 640,800 340,740 160,640', {
    tone: 0.62,
    angle: -24,
    wave: 5,
  });
  plate.rect(0, 396, WIDTH, 54, { tone: 0.16, wave: 1 });
  for (let i = 0; i < 9; i += 1) pier(plate, 20 + i * 155);
  plate.rect(0, 392, WIDTH, 9, solid);
  plate.rect(0, 446, WIDTH, 5, solid);
  train(plate);
  plate.polygon('0,640 160,690 340,770 640,830 940,770 1120,690 1280,600 1280,853 0,853', {
    tone: 0.86,
    angle: -20,
    wave: 5,
  });
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {number} x
 */
function pier(plate, x) {
  plate.rect(x - 24, 446, 48, 400, { tone: 0.16, wave: 1 });
  plate.rect(x + 8, 446, 16, 400, { tone: 0.8, wave: 1 });
  const arch = Array.from({ length: 25 }, (_, i) => [
    x + 77.5 - 53.5 * Math.cos((i * Math.PI) / 24),
    526 - 66 * Math.sin((i * Math.PI) / 24),
  ]);
  plate.polygon([[x + 24, 448], ...arch.slice(0, 13), [x + 77.5, 448]], { tone: 0.16, wave: 1 });
  plate.polygon([[x + 77.5, 448], ...arch.slice(12), [x + 131, 448]], { tone: 0.16, wave: 1 });
  plate.line(arch, 6, solid);
  plate.line(
    [
      [x - 24, 526],
      [x - 24, 846],
    ],
    4,
    solid,
  );
  plate.line(
    [
      [x + 24, 526],
      [x + 24, 846],
    ],
    4,
    solid,
  );
}

/** @param {import('./plate.mjs').Plate} plate */
function train(plate) {
  for (const x of [330, 560]) {
    const accent = x === 560;
    plate.rect(x, 300, 216, 76, { tone: 1, accent });
    for (let i = 0; i < 5; i += 1) plate.rect(x + 16 + i * 39, 316, 26, 26, paper);
    for (const wheel of [36, 78, 140, 182]) plate.ellipse(x + wheel, 382, 13, 13, solid);
  }
  plate.rect(790, 296, 90, 80, solid);
  plate.rect(806, 312, 34, 28, paper);
  plate.polygon('880,318 1016,318 1016,376 880,376', solid);
  plate.polygon('976,320 982,266 1008,266 1004,320', solid);
  plate.ellipse(920, 316, 16, 14, solid);
  plate.polygon('1016,376 1050,392 1016,392', solid);
  for (const wheel of [812, 858, 906, 950, 996]) plate.ellipse(wheel, 380, 17, 17, solid);
  const puffs = [
    [990, 238, 26],
    [950, 206, 36],
    [896, 180, 44],
    [826, 158, 50],
    [744, 142, 48],
    [664, 132, 38],
  ];
  for (const [x, y, size] of puffs)
    plate.ellipse(x, y, size * 1.25, size, { tone: (px, py) => 0.04 + Math.max(0, (py - y) / size) * 0.4, angle: 20 });
}
