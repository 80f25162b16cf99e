import type { Helper } from './helper.ts';

/** `{{slot "first_name" default="reader"}}`: a subscriber's field, filled when each message is put together. */
export const slot: Helper = {
  name: 'slot',
  arity: [1, 1],
  options: ['default', 'format'],
  run: ([field], options, tools) =>
    tools.markSlot({
      field: String(field),
      format: typeof options['format'] === 'string' ? options['format'] : null,
      fallback: typeof options['default'] === 'string' ? options['default'] : '',
    }),
};
