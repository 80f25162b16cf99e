/**
 * What a subscriber's value may never do, wherever it stands: end a line, run on in another direction, or be no text.
 * Embeddings, overrides and isolates are dropped, since one without its end would turn what follows it (Unicode
 * UAX #9 section 2); the marks LRM, RLM and ALM affect nothing but their place, and stay.
 */
const LINE_ENDS = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;
const CONTROLS = /\p{Cc}/gu;
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
const LONE_SURROGATES = /\p{Cs}/gu;
const HARMLESS = /^[\x20-\x7e]*$/;

/** One line of well-formed text. */
export function cleanLine(value: string): string {
  if (HARMLESS.test(value)) return value;
  return value
    .replace(LINE_ENDS, ' ')
    .replace(CONTROLS, '')
    .replace(BIDI_CONTROLS, '')
    .replace(LONE_SURROGATES, '\ufffd');
}

/** At most `cap` UTF-16 units, never half a character. */
export function capText(value: string, cap: number): string {
  if (value.length <= cap) return value;
  return value.slice(0, cap).replace(/[\ud800-\udbff]$/, '');
}
