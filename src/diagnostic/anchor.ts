/** The anchor of a code in docs/diagnostics.md: those that are made of headings have no slashes. */
export function anchorOf(code: string): string {
  return code.replaceAll('/', '');
}
