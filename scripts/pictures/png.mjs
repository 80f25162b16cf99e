import { crc32, deflateSync } from 'node:zlib';
import { HEIGHT, WIDTH } from './plate.mjs';

const PAPER = [0xf1, 0xec, 0xe1];
const INK = [0x1d, 0x20, 0x27];
const ACCENT = [0x9b, 0x1c, 0x1c];

/** Every mixture of four samples of paper, ink and accent: fifteen colours, half a byte a pixel. */
const mixtures = Array.from({ length: 25 }, (_, i) => [Math.floor(i / 5), i % 5]).filter(
  ([ink, accent]) => ink + accent <= 4,
);

/**
 * Prints what a plate holds as a PNG of sixteen colours.
 * @param {{ ink: Uint8Array, accent: Uint8Array }} samples
 */
export function encodePng({ ink, accent }) {
  const indexOf = new Map(mixtures.map(([inks, accents], index) => [inks * 5 + accents, index]));
  const stride = WIDTH / 2 + 1;
  const raw = Buffer.alloc(stride * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const at = y * WIDTH + x;
      const index = indexOf.get(ink[at] * 5 + accent[at]) ?? 0;
      raw[y * stride + 1 + (x >> 1)] |= x % 2 === 0 ? index << 4 : index;
    }
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 4, 3, 0, 0, 0]);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  const palette = Buffer.from(mixtures.flatMap(mix));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {readonly [number, number]} point */
function mix([inks, accents]) {
  return [0, 1, 2].map((i) => Math.round((INK[i] * inks + ACCENT[i] * accents + PAPER[i] * (4 - inks - accents)) / 4));
}

/**
 * @param {string} name
 * @param {Buffer} data
 */
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
