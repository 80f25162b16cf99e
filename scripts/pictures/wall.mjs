import { HEIGHT, WIDTH } from './plate.mjs';

const solid = { tone: 1 };

/** @param {import('./plate.mjs').Plate} plate */
export function wallAndWire(plate) {
  plate.rect(0, 0, WIDTH, HEIGHT, { tone: (_, y) => 0.46 - (0.44 * y) / 520, wave: 2 });
  plate.polygon('0,420 170,300 330,390 520,250 760,360 960,240 1130,340 1280,270 1280,853 0,853', {
    tone: 0.34,
    angle: 30,
    wave: 4,
  });
  plate.rect(0, 640, WIDTH, 213, { tone: (_, y) => 0.14 + (y - 640) / 700, angle: 0, wave: 7 });
  plate.polygon(
    [
      [0, 420],
      [WIDTH, 420],
      [WIDTH, 690],
      [0, 690],
    ],
    { tone: 0.2, wave: 1 },
  );
  for (let y = 452, row = 0; y < 690; y += 34, row += 1) {
    plate.line(
      [
        [0, y],
        [WIDTH, y],
      ],
      3,
      solid,
    );
    for (let x = (row % 2) * 42; x < WIDTH; x += 84)
      plate.line(
        [
          [x, y],
          [x, y + 34],
        ],
        3,
        solid,
      );
  }
  for (let x = -10; x < WIDTH; x += 84) {
    plate.rect(x, 374, 50, 60, { tone: 0.2, wave: 1 });
    plate.line(
      [
        [x, 434],
        [x, 374],
        [x + 50, 374],
        [x + 50, 434],
      ],
      4,
      solid,
    );
    plate.rect(x + 34, 376, 16, 58, { tone: 0.85, wave: 1 });
  }
  plate.line(
    [
      [0, 434],
      [WIDTH, 434],
    ],
    7,
    solid,
  );
  gate(plate);
  wires(plate);
}

/** @param {import('./plate.mjs').Plate} plate */
function gate(plate) {
  plate.rect(500, 270, 280, 420, { tone: 0.08, wave: 1 });
  plate.rect(720, 270, 60, 420, { tone: 0.66, wave: 1 });
  plate.line('500,690 500,270 780,270 780,690', 7, solid);
  for (const x of [496, 568, 640, 712]) {
    plate.rect(x, 224, 48, 50, { tone: 0.1, wave: 1 });
    plate.line(
      [
        [x, 274],
        [x, 224],
        [x + 48, 224],
        [x + 48, 274],
      ],
      5,
      solid,
    );
  }
  for (const x of [548, 616, 684]) plate.rect(x, 312, 24, 44, solid);
  const arch = Array.from({ length: 33 }, (_, i) => [
    640 - 82 * Math.cos((i * Math.PI) / 32),
    510 - 88 * Math.sin((i * Math.PI) / 32),
  ]);
  plate.polygon([[558, 690], ...arch, [722, 690]], { tone: 0.96 });
  plate.polygon(
    [
      [586, 690],
      [586, 520],
      ...arch.slice(4, 29).map(([x, y]) => [640 + (x - 640) * 0.72, y + 22]),
      [694, 520],
      [694, 690],
    ],
    { tone: 0.02 },
  );
}

/**
 * @param {import('./plate.mjs').Plate} plate
 * @param {{ x: number, foot: number, size: number }} scene
 */
function pole(plate, { x, foot, size }) {
  plate.line(
    [
      [x, foot],
      [x, foot - 330 * size],
    ],
    15 * size,
    solid,
  );
  for (const arm of [300, 250]) {
    plate.line(
      [
        [x - 62 * size, foot - arm * size],
        [x + 62 * size, foot - arm * size],
      ],
      9 * size,
      solid,
    );
    for (const peg of [-54, -20, 20, 54])
      plate.rect(x + (peg - 4) * size, foot - (arm + 20) * size, 9 * size, 18 * size, solid);
  }
}

/** @param {import('./plate.mjs').Plate} plate */
function wires(plate) {
  const poles = [
    { x: 84, foot: 846, size: 1.7 },
    { x: 330, foot: 800, size: 1.1 },
    { x: 482, foot: 752, size: 0.68 },
    { x: 648, foot: 690, size: 0.32 },
  ];
  const accentOf = (peg, arm) => peg === 54 && arm === 300;
  for (const [i, from] of poles.entries()) {
    const to = poles[i + 1];
    if (!to) continue;
    for (const arm of [300, 250]) {
      for (const peg of [-54, -20, 20, 54]) {
        const start = [from.x + peg * from.size, from.foot - (arm + 20) * from.size];
        const end = [to.x + peg * to.size, to.foot - (arm + 20) * to.size];
        plate.line(sag(start, end), accentOf(peg, arm) ? 6 : 2.6, { tone: 1, accent: accentOf(peg, arm) });
      }
    }
  }
  for (const each of poles) pole(plate, each);
}

/**
 * @param {readonly [number, number]} point
 * @param {readonly [number, number]} other
 */
function sag([x1, y1], [x2, y2]) {
  return Array.from({ length: 17 }, (_, i) => {
    const at = i / 16;
    return [x1 + (x2 - x1) * at, y1 + (y2 - y1) * at + 4 * at * (1 - at) * 0.11 * Math.abs(x2 - x1)];
  });
}
