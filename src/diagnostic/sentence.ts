/**
 * Hints are written where a problem is found, as words that follow on each other; readers get them as a sentence, with
 * a capital and a full stop. What begins with a piece of code keeps its letters.
 */
export function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.?!:…。？！]$/u.test(text) ? text : `${text}.`;
}
