import type { CatalogueArea } from './entry.ts';

export const frontMatterCodes = {} as const satisfies CatalogueArea;
