/** `TODO` alone, or as the first word, as `courant import` and editors leave it. */
const TODO = /^\s*TODO(?![\p{L}\p{N}_-])/u;

/** Whether a text is still to be written. */
export function isTodo(text: string): boolean {
  return TODO.test(text);
}
