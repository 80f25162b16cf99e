import type { CatalogueArea } from './entry.ts';

export const checkCodes = {} as const satisfies CatalogueArea;
