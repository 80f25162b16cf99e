import * as z from 'zod';

/** A text, a number, nothing, or a group of them: what a layout can write. */
type ThemeValue = string | number | boolean | null | { readonly [key: string]: ThemeValue };

const themeValueSchema: z.ZodType<ThemeValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.record(z.string(), themeValueSchema)]),
);

/** templates/theme.yaml: any names that layouts ask for, and `prose`, the inline styles of article texts by element. */
export const themeSchema = z
  .looseObject({ prose: z.record(z.string(), z.string()).optional() })
  .catchall(themeValueSchema);
