import type { Ledger, Pass, Recipient, WaitingState } from './ledger.ts';

/** Whose turn it is in a pass: who had none yet (and whom the account held), or those whom an editor wants tried again. */
export type Selection = 'pending' | 'deferred' | 'in-doubt';

export interface RecipientQueue {
  /** Up to so many whose moment has come, in order. Empty: look at `opensAt`. */
  readonly take: (count: number, now: number) => Promise<readonly Recipient[]>;
  /** They were taken, but nothing was tried. */
  readonly putBack: (recipients: readonly Recipient[]) => void;
  /** They were tried, and have their turn again before everybody else. */
  readonly again: (recipients: readonly Recipient[]) => void;
  /** When the next one's window opens; null where nobody is left. Asked after `take`. */
  readonly opensAt: () => number | null;
}

/** Recipients read at once; whoever is suppressed after that is still held back by `recordAttempts`. */
const PAGE = 500;

export function openRecipientQueue(pass: Pass, ledger: Ledger, selection: Selection): RecipientQueue {
  const queue: Recipient[] = [];
  const pages = [...pagesOf(pass, ledger, selection)];
  const fill = async (): Promise<void> => {
    while (queue.length === 0) {
      const read = pages[0];
      if (read === undefined) return;
      const page = await read();
      queue.push(...page);
      if (page.length === 0) pages.shift();
    }
  };
  return {
    take: async (count, now) => {
      await fill();
      const open = queue.findIndex(({ notBefore }) => notBefore !== null && notBefore > now);
      return queue.splice(0, Math.min(count, open === -1 ? queue.length : open));
    },
    putBack: (recipients) => void queue.unshift(...recipients),
    again: (recipients) => void queue.unshift(...recipients),
    opensAt: () => queue[0]?.notBefore ?? null,
  };
}

type ReadPage = () => Promise<readonly Recipient[]>;

function pagesOf(pass: Pass, ledger: Ledger, selection: Selection): readonly ReadPage[] {
  if (selection !== 'pending') return [waitingPages(pass, ledger, selection)];
  return [waitingPages(pass, ledger, 'held'), () => ledger.pending(pass, PAGE)];
}

/** By place, so that who ends in the same state again in this pass isn't read twice. */
function waitingPages(pass: Pass, ledger: Ledger, state: WaitingState): ReadPage {
  let after = 0;
  return async () => {
    const page = await ledger.waiting(pass, state, { after, limit: PAGE });
    after = page.at(-1)?.place ?? after;
    return page;
  };
}
