import { isTodo } from '../../../check/todo.ts';
import { type Check, EVERY } from '../exam.ts';
import { failing, fine, warning } from '../finding.ts';

export const postalAddress: Check = {
  name: 'postal-address',
  transports: EVERY,
  examine: ({ publication: { address }, transport }) => {
    if (address.trim() !== '' && !isTodo(address)) return fine('The postal address stands in every mail.');
    const say = transport === 'outbox' ? warning : failing;
    return say(
      'There is no postal address, which most countries’ law requires in every mail.',
      'Write it as `address:` in courant.yaml.',
    );
  },
};
