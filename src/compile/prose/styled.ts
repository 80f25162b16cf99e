import { escapeHtml } from '../escape-html.ts';

interface Styles {
  readonly styles: Readonly<Record<string, string>>;
}

/** The `style` attribute of an element with a space before it, or nothing. `extra` is CSS that it always has. */
export function styled(key: string, { styles }: Styles, extra = ''): string {
  const own = Object.hasOwn(styles, key) ? (styles[key] ?? '').trim().replace(/;$/, '') : '';
  const css = [own, extra].filter((part) => part !== '').join(';');
  return css === '' ? '' : ` style="${escapeHtml(css)}"`;
}
