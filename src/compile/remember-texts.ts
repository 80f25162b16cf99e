import type { TextCache } from './template-set.ts';

/** A cache that asks the one behind it once for each text: what the mail brought, its page finds. */
export function rememberTexts(behind: TextCache | null): TextCache {
  const known = new Map<string, string>();
  return {
    read: async (key) => {
      const text = known.get(key) ?? (await behind?.read(key));
      if (text !== undefined) known.set(key, text);
      return text;
    },
    write: async (key, text) => {
      known.set(key, text);
      await behind?.write(key, text);
    },
  };
}
