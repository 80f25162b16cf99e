const DIGIT = /\p{Nd}/u;

/** `٠٨:٠٠` and `０８：００` as `08:00`. Unicode keeps each script's digits in a run of ten, from nought on. */
export function asciiDigits(text: string): string {
  return text.replaceAll('：', ':').replaceAll(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    let first = point;
    while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
    return String((point - first) % 10);
  });
}
