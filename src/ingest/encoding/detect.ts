// The only file that knows chardet.

/** More text makes no better guess, and takes longer. */
const SAMPLE = 64 * 1024;

/** Encodings that newsrooms' texts really have; chardet knows others, and mistakes short texts for them. */
const KNOWN: Readonly<Record<string, string>> = {
  GB18030: 'gb18030',
  Big5: 'big5',
  Shift_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'EUC-KR': 'euc-kr',
  'ISO-2022-JP': 'iso-2022-jp',
  'KOI8-R': 'koi8-r',
  'ISO-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'windows-1250': 'windows-1250',
  'ISO-8859-5': 'iso-8859-5',
  'windows-1251': 'windows-1251',
  'ISO-8859-6': 'windows-1256',
  'windows-1256': 'windows-1256',
  'ISO-8859-7': 'windows-1253',
  'windows-1253': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'windows-1255': 'windows-1255',
  'ISO-8859-9': 'windows-1254',
  'windows-1254': 'windows-1254',
};

/** Encodings that bytes without a declaration could have, the likeliest first, by the names of `TextDecoder`. */
export async function likelyEncodings(bytes: Uint8Array): Promise<readonly string[]> {
  const { analyse } = await import('chardet');
  const found = analyse(wordsOnly(bytes)).flatMap(({ name }) => KNOWN[name] ?? []);
  return [...new Set([...found, 'windows-1252'])];
}

/** A page is mostly tags in ASCII, of which no guess can be made: what is left are the bytes around the others. */
function wordsOnly(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const bare = text.replace(/<[^<>]{0,2000}>/g, ' ');
  return Buffer.from(bare.slice(0, SAMPLE), 'latin1');
}
