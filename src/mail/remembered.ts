/** More than a list has towns or common names; and longer texts don't repeat. Both bound what is held: 1 MB, or less. */
const MOST = 2000;
const LONGEST = 80;

/** The same function, with its last results kept. What is full is emptied: simpler than to say what is oldest, and as good. */
export function remembered<Result>(write: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || text.length > LONGEST) return before ?? write(text);
    const written = write(text);
    if (known.size >= MOST) known.clear();
    known.set(text, written);
    return written;
  };
}
