/** The canonical form of a BCP 47 language tag (`zh-hans` → `zh-Hans`); null for what isn't one, such as `english`. */
export function languageTag(text: string): string | null {
  if (!/^[a-z]{2,3}(?:-|$)/i.test(text)) return null;
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

/** What to do about a tag that isn't one. */
export function languageHint(text: string): string {
  const fixed = languageTag(text.trim().replaceAll('_', '-'));
  return fixed ? `write \`${fixed}\`` : 'write a tag such as `en`, `pt-BR` or `zh-Hans`';
}
