/** Addresses that a text refers to by number; they are written out at the end of each article. */
export interface Links {
  /** The number of an address: the one it has already in this article, or the next. */
  readonly add: (url: string) => number;
  /** `[1] https://…`, one a line, for every address since the last call. */
  readonly take: () => readonly string[];
}

/** Numbers run through the whole mail, so that `[3]` means one thing. */
export function createLinks(): Links {
  const numbers = new Map<string, number>();
  let next = 1;
  return {
    add: (url) => {
      const known = numbers.get(url);
      if (known !== undefined) return known;
      numbers.set(url, next);
      next += 1;
      return next - 1;
    },
    take: () => {
      const lines = Array.from(numbers, ([url, number]) => `[${number}] ${url}`);
      numbers.clear();
      return lines;
    },
  };
}
