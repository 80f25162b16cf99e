/** What `{{#if}}` takes for yes: not null, false, 0, '' or an empty list. */
export function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
