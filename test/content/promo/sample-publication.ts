import { createSource } from '../../../src/diagnostic/source.ts';
import type { Publication } from '../../../src/publication/publication.ts';
import { publicationSchema } from '../../../src/publication/schema/publication.ts';

export const publication: Publication = {
  ...publicationSchema.parse({
    name: 'The Harbour Daily',
    url: 'https://news.example.org',
    linkBase: 'https://mail.example.org',
    from: 'daily@example.org',
    address: '1 Quay Street, Port Alder',
    timeZone: 'Europe/Lisbon',
    fields: { first_name: { type: 'text' } },
    lists: { daily: {} },
    segments: { asia: { list: 'daily', where: {} }, europe: { list: 'daily', where: {} } },
  }),
  source: createSource('courant.yaml', ''),
};
