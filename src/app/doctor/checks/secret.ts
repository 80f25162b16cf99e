import { type Check, EVERY } from '../exam.ts';
import { failing, fine, warning } from '../finding.ts';

/** 24 letters of base64 hold 144 bits; one that is shorter may be a word. */
const SHORTEST = 24;
const MAKE = '`openssl rand -base64 32` makes one';

export const secret: Check = {
  name: 'secret',
  transports: EVERY,
  examine: ({ secrets, transport }) => {
    if (secrets.length === 0) {
      if (transport === 'outbox') return fine('Links of the outbox are signed with a secret of this machine’s own.');
      return failing(
        'COURANT_SECRET is not set, and the links in mails to readers are signed with it.',
        `Set it, and keep it safe: old links die with it. ${MAKE}.`,
      );
    }
    if (secrets.some(({ length }) => length < SHORTEST)) {
      return warning(
        `COURANT_SECRET holds a secret that is shorter than ${SHORTEST} characters, and might be guessed.`,
        `Put a longer one in front of it, with a comma: the first signs, all verify; drop the short one when its links are old. ${MAKE}.`,
      );
    }
    const more = secrets.length === 1 ? '' : `; ${secrets.length} verify`;
    return fine(`COURANT_SECRET signs readers’ links${more}.`);
  },
};
