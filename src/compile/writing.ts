const RTL_LANGUAGES = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);
const RTL_SCRIPTS = new Set(['arab', 'hebr', 'thaa', 'syrc', 'nkoo']);
const CJK_LANGUAGES = new Set(['ja', 'ko', 'zh']);

/** The direction in which a language is written: by its script where the tag names one (`az-Arab`, `ur-Latn`). */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const [primary = '', ...rest] = language.toLowerCase().split('-');
  const script = rest.find((part) => /^[a-z]{4}$/.test(part));
  const isRtl = script === undefined ? RTL_LANGUAGES.has(primary) : RTL_SCRIPTS.has(script);
  return isRtl ? 'rtl' : 'ltr';
}

export function isCjk(language: string): boolean {
  return CJK_LANGUAGES.has(language.toLowerCase().split('-')[0] ?? '');
}
