import { type Check, EVERY } from '../exam.ts';
import { failing, fine } from '../finding.ts';

/** A send writes each attempt down before it is made: where that can't be, nothing is sent. */
export const store: Check = {
  name: 'store',
  transports: EVERY,
  examine: async ({ tryStore }) => {
    const tried = await tryStore();
    return tried.ok ? fine('The store can be written.') : failing(tried.refusal.message, tried.refusal.hint);
  },
};
