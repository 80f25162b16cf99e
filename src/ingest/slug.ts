/** Bytes of a file name's part; eCryptfs, the strictest of the common file systems, allows 143 for the whole. */
const LONGEST = 48;

/** Words of a text as a part of a file's name: lower case, any script, dashes between. '' when there is no word. */
export function slug(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’ʼ]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  let made = '';
  for (const word of words) {
    const longer = made === '' ? word : `${made}-${word}`;
    if (Buffer.byteLength(longer) > LONGEST) return made === '' ? firstBytes(word) : made;
    made = longer;
  }
  return made;
}

/** Chinese has no spaces: the letters that fit. */
function firstBytes(word: string): string {
  let made = '';
  for (const letter of word) {
    if (Buffer.byteLength(made + letter) > LONGEST) return made;
    made += letter;
  }
  return made;
}
