import type { CatalogueArea } from './entry.ts';

export const markdownCodes = {} as const satisfies CatalogueArea;
