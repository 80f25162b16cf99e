import { z } from 'zod';
import { articleSchema } from '../src/publication/schema/article.ts';
import { issueSchema } from '../src/publication/schema/issue.ts';
import { promoListSchema } from '../src/publication/schema/promo-list.ts';
import { publicationSchema } from '../src/publication/schema/publication.ts';

/** A promo list in YAML has `items`; above a Markdown list and beside a CSV the same keys stand without them. */
const promoFileSchema = promoListSchema
  .partial({ items: true })
  .meta({ title: 'A promo list', description: 'A ranked list of promos, or what stands above one in Markdown' });

const SCHEMAS = {
  publication: publicationSchema,
  issue: issueSchema,
  article: articleSchema,
  'promo-list': promoFileSchema,
} as const;

/** The files of schemas/: what text editors complete and underline with, made from the schemas that `check` reads by. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const entries = Object.entries<z.ZodType>(SCHEMAS).map(([name, schema]) => {
    const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input', override: asEditorsType }), null, 2);
    return [`schemas/${name}.schema.json`, `${text}\n`] as const;
  });
  return new Map(entries);
}

/**
 * Where text is expected, `check` takes a number or a boolean as it was typed (`title: 1984`), so it is not to be
 * underlined. What zod says of every integer and every key is left out: it is true of all.
 */
function asEditorsType({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.type === 'string' && jsonSchema.enum === undefined && jsonSchema.pattern !== WEB_ADDRESS)
    Reflect.set(jsonSchema, 'type', ['string', 'number', 'boolean']);
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  delete jsonSchema.propertyNames;
}

const WEB_ADDRESS = String(z.toJSONSchema(publicationSchema.shape.url).pattern);
