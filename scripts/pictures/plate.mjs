/**
 * A printing plate: shapes are laid on it as tones from 0 (paper) to 1 (solid), and `print` cuts each tone into lines
 * of that width, as a wood engraver would. Everything is arithmetic, so that the same scene gives the same bytes.
 */
const SCALE = 2;
/** Fine enough that the cuts melt into tone in a thumbnail 160 px wide; at 8 they beat against its pixels. */
const PITCH = 5.75;
/** Neighbouring columns look at a line's edge at four heights, so that its width isn't rounded to half a pixel. */
const STAGGER = [0, 0.25, 0.125, 0.375];

/** @typedef {readonly [number, number]} Point */
/**
 * How a shape is cut: its tone, the direction of the cuts in degrees, and how much they waver.
 * @typedef {object} Ink
 * @property {number | ((x: number, y: number) => number | null)} tone
 * @property {number} [angle]
 * @property {number} [wave]
 * @property {boolean} [accent]
 */
/** @typedef {ReturnType<typeof createPlate>} Plate */

export const WIDTH = 1280;
export const HEIGHT = 853;

const columns = WIDTH * SCALE;
const rows = HEIGHT * SCALE;

export function createPlate() {
  const tones = new Uint8Array(columns * rows);
  const cuts = new Uint8Array(columns * rows);
  const styles = [{ angle: 0, wave: 2, accent: false }];

  /** @param {{ angle?: number, wave?: number, accent?: boolean }} samples */
  function styleOf({ angle = 0, wave = 2, accent = false }) {
    const known = styles.findIndex((style) => style.angle === angle && style.wave === wave && style.accent === accent);
    return known >= 0 ? known : styles.push({ angle, wave, accent }) - 1;
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {number} row
   * @param {Ink} ink
   * @param {number} style
   */
  function fillSpan(from, to, row, ink, style) {
    const left = Math.max(0, Math.ceil(from * SCALE - 0.5));
    const right = Math.min(columns - 1, Math.ceil(to * SCALE - 0.5) - 1);
    for (let column = left; column <= right; column += 1) {
      const tone = typeof ink.tone === 'function' ? ink.tone(column / SCALE, row / SCALE) : ink.tone;
      if (tone === null) continue; // the shape is open here: what lies below stays
      tones[row * columns + column] = Math.round(255 * Math.min(1, Math.max(0, tone)));
      cuts[row * columns + column] = style;
    }
  }

  /**
   * @param {readonly Point[] | string} outline
   * @param {Ink} ink
   */
  function polygon(outline, ink) {
    const points = pointsOf(outline);
    const style = styleOf(ink);
    const heights = points.map((point) => point[1]);
    const top = Math.max(0, Math.floor(Math.min(...heights) * SCALE));
    const bottom = Math.min(rows - 1, Math.ceil(Math.max(...heights) * SCALE));
    for (let row = top; row <= bottom; row += 1) {
      const crossings = crossingsAt(points, (row + 0.5) / SCALE);
      for (let i = 0; i + 1 < crossings.length; i += 2) fillSpan(crossings[i], crossings[i + 1], row, ink, style);
    }
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} rx
   * @param {number} ry
   * @param {Ink} ink
   */
  function ellipse(x, y, rx, ry, ink) {
    polygon(
      Array.from({ length: 64 }, (_, i) => [
        x + rx * Math.cos((i * Math.PI) / 32),
        y + ry * Math.sin((i * Math.PI) / 32),
      ]),
      ink,
    );
  }

  /**
   * @param {readonly Point[] | string} path
   * @param {number} width
   * @param {Ink} ink
   */
  function line(path, width, ink) {
    const points = pointsOf(path);
    for (let i = 0; i + 1 < points.length; i += 1) polygon(thickSegment(points[i], points[i + 1], width), ink);
    if (width > 3) for (const [x, y] of points) ellipse(x, y, width / 2, width / 2, ink);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   * @param {Ink} ink
   */
  function rect(x, y, width, height, ink) {
    polygon(
      [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ],
      ink,
    );
  }

  /** How many of a pixel's four samples are ink and accent: `[ink, accent]` bytes, row by row. */
  function print() {
    const samples = { ink: new Uint8Array(WIDTH * HEIGHT), accent: new Uint8Array(WIDTH * HEIGHT) };
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const at = row * columns + column;
        const style = styles[cuts[at]];
        if (!isCut(column / SCALE, row / SCALE + STAGGER[column % 4], tones[at] / 255, style)) continue;
        const pixel = (row >> 1) * WIDTH + (column >> 1);
        if (style.accent) samples.accent[pixel] += 1;
        else samples.ink[pixel] += 1;
      }
    }
    return samples;
  }

  return { polygon, ellipse, line, rect, print };
}

/**
 * Points as they are, or written as in SVG: `0,520 150,420`.
 * @param {readonly Point[] | string} path
 */
function pointsOf(path) {
  if (typeof path !== 'string') return path;
  return path.split(' ').map((pair) => {
    const [x = '', y = ''] = pair.split(',');
    return [Number(x), Number(y)];
  });
}

/**
 * @param {readonly Point[]} points
 * @param {number} y
 */
function crossingsAt(points, y) {
  const found = [];
  for (let i = 0; i < points.length; i += 1) {
    const [x1, y1] = points[i];
    const [x2, y2] = points[(i + 1) % points.length];
    if (y1 <= y !== y2 <= y) found.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return found.sort((a, b) => a - b);
}

/**
 * @param {readonly [number, number]} point
 * @param {readonly [number, number]} other
 * @param {number} width
 */
function thickSegment([x1, y1], [x2, y2], width) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const dx = ((y2 - y1) / length) * (width / 2);
  const dy = ((x2 - x1) / length) * (width / 2);
  return [
    [x1 + dx, y1 - dy],
    [x2 + dx, y2 - dy],
    [x2 - dx, y2 + dy],
    [x1 - dx, y1 + dy],
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} tone
 * @param {{ angle: number, wave: number }} scene
 */
function isCut(x, y, tone, { angle, wave }) {
  if (tone <= 0.02) return false;
  if (tone >= 0.97) return true;
  const turn = (angle * Math.PI) / 180;
  const along = x * Math.cos(turn) + y * Math.sin(turn);
  const across =
    y * Math.cos(turn) - x * Math.sin(turn) + wave * Math.sin(along / 47) + 0.6 * wave * Math.sin(along / 19 + y / 60);
  const phase = across / PITCH - Math.floor(across / PITCH);
  return Math.abs(phase - 0.5) < tone / 2;
}

/**
 * A source of numbers from 0 to 1 that is the same on every run (mulberry32).
 * @param {number} seed
 */
export function createDice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
