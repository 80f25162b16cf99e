import * as z from 'zod';

/** An absolute http or https address with a host; a name without dots or an IP address is one, for trying things out. */
export const webAddressSchema = z
  .url({ protocol: /^https?$/, abort: true })
  .regex(/^[Hh][Tt]{2}[Pp][Ss]?:\/\/[^\s/?#]/);
