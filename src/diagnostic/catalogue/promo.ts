import type { CatalogueArea } from './entry.ts';

export const promoCodes = {} as const satisfies CatalogueArea;
