import type { Check } from '../exam.ts';
import { failing, fine, skipped } from '../finding.ts';

export const smtpServer: Check = {
  name: 'smtp-server',
  transports: ['smtp'],
  examine: async ({ publication, trySmtp }) => {
    if (publication.smtp === undefined)
      return skipped('There is no server to ask.', 'Name one in courant.yaml (see transport).');
    const tried = await trySmtp();
    if (tried.ok) return fine(`${publication.smtp.host} answers, and takes mail from here.`);
    return failing(tried.refusal.message, tried.refusal.hint);
  },
};
