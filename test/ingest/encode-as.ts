/** Encodes what Node can only decode, by a table of all its one- and two-byte letters. */
export function encodeAs(text: string, encoding: string): Buffer {
  const table = tableOf(encoding);
  return Buffer.concat(
    Array.from(text, (letter) => {
      const bytes = table.get(letter);
      if (bytes === undefined) throw new Error(`${encoding} has no ${letter}`);
      return bytes;
    }),
  );
}

const CURLY = [
  ['‘', 0x91],
  ['’', 0x92],
  ['“', 0x93],
  ['”', 0x94],
  ['–', 0x96],
  ['—', 0x97],
  ['€', 0x80],
  ['…', 0x85],
] as const;

function tableOf(encoding: string): ReadonlyMap<string, Buffer> {
  const table = new Map<string, Buffer>();
  // Node 20 decodes these bytes of windows-1252 wrongly.
  if (encoding === 'windows-1252') for (const [letter, byte] of CURLY) table.set(letter, Buffer.of(byte));
  const decode = (bytes: readonly number[]): void => {
    try {
      const letter = new TextDecoder(encoding, { fatal: true }).decode(Uint8Array.from(bytes));
      if (Array.from(letter).length === 1 && !table.has(letter)) table.set(letter, Buffer.from(bytes));
    } catch {
      // Not a letter of this encoding.
    }
  };
  for (let first = 0; first < 256; first += 1) decode([first]);
  if (/^(?:windows|iso-8859|koi8)/.test(encoding)) return table;
  for (let first = 0x81; first < 0xff; first += 1)
    for (let second = 0x40; second < 0xff; second += 1) decode([first, second]);
  return table;
}
