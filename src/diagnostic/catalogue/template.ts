import type { CatalogueArea } from './entry.ts';

export const templateCodes = {} as const satisfies CatalogueArea;
