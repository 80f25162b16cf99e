import type { CatalogueArea } from './entry.ts';

export const publicationCodes = {} as const satisfies CatalogueArea;
