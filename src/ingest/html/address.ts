/** Makes addresses of a page absolute; null for what readers of a mail can't follow. */
export type Absolute = (written: string | null) => string | null;

/** What `check` accepts behind `mailto:`. */
const MAILTO = /^mailto:[^\s@<>{}]+@[^\s@<>{}]+$/i;

/** `base` is the page's own address, or null where nobody knows it; then only whole addresses are kept. */
export function absoluteFrom(base: string | null): Absolute {
  return (written) => {
    const text = written?.trim() ?? '';
    if (text === '' || text.startsWith('#')) return null;
    if (MAILTO.test(text)) return text;
    const url = parse(text, base);
    if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
    return url.href;
  };
}

/** Whether an address is one of the web, and whole. */
export function webAddress(text: string | null | undefined): string | null {
  const url = parse(text?.trim() ?? '', null);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

function parse(text: string, base: string | null): URL | null {
  if (text === '') return null;
  try {
    return base === null ? new URL(text) : new URL(text, base);
  } catch {
    return null;
  }
}
