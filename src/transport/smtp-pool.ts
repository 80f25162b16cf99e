import type { Message } from '../mail/message.ts';
import { classify, type SmtpFailure } from './smtp-classification.ts';
import type { Delivered, SmtpSession } from './smtp-session.ts';

/** Connections that are kept open between messages. */
export interface SmtpPool {
  readonly deliver: (message: Message) => Promise<Delivered>;
  /** Why no connection can be had; null when one is open. */
  readonly check: () => Promise<SmtpFailure | null>;
  /** Waits for deliveries that are under way. */
  readonly close: () => Promise<void>;
}

export interface SmtpPoolOptions {
  readonly open: () => Promise<SmtpSession | SmtpFailure>;
  /** The most connections at a time. */
  readonly connections: number;
}

/** Then a connection makes room for a new one, before servers that count messages a connection (Gmail, Exim) end it. */
const MESSAGES_A_SESSION = 100;
/**
 * Postfix answers a second later once a connection has seen ten errors, and ends it after twenty (smtpd_soft_error_limit). A
 * refused reader with pipelining makes two: 60 of them took 21 s through five connections, and 0.2 s with this limit.
 */
const REFUSALS_A_SESSION = 4;

interface State {
  readonly open: SmtpPoolOptions['open'];
  readonly sessions: Set<SmtpSession>;
  readonly idle: SmtpSession[];
  /** Called in turn, each time a connection is idle or there is room for another. */
  readonly waiting: (() => void)[];
  opening: number;
  most: number;
  closed: boolean;
}

export function openPool({ open, connections }: SmtpPoolOptions): SmtpPool {
  const state: State = {
    open,
    sessions: new Set(),
    idle: [],
    waiting: [],
    opening: 0,
    most: connections,
    closed: false,
  };
  return {
    deliver: (message) => deliver(state, message),
    check: async () => {
      if (state.sessions.size > 0) return null;
      const leased = await lease(state);
      if ('phase' in leased) return leased;
      await giveBack(state, leased);
      return null;
    },
    close: async () => {
      state.closed = true;
      for (const go of state.waiting.splice(0)) go();
      await Promise.all(state.idle.splice(0).map((session) => session.quit()));
      await Promise.all([...state.sessions].map((session) => session.ended));
    },
  };
}

/**
 * A connection that was idle may have been closed by the server, or be told so only by the answer to its next command. The
 * server has then seen nothing of the message, which goes into the next connection: no second attempt of it, but the first.
 */
async function deliver(state: State, message: Message): Promise<Delivered> {
  for (let stale = 0; ; stale += 1) {
    const session = await lease(state);
    if ('phase' in session) return { kind: 'failed', failure: session, untouched: true };
    const used = session.carried() > 0;
    const delivered = await session.deliver(message).finally(() => void giveBack(state, session));
    if (!used || !isStale(delivered) || stale > state.most) return delivered;
  }
}

function isStale(delivered: Delivered): boolean {
  if (delivered.kind === 'taken' || !delivered.untouched) return false;
  const { reply } = delivered.failure;
  return reply === null || reply.code === 421;
}

async function lease(state: State): Promise<SmtpSession | SmtpFailure> {
  for (;;) {
    if (state.closed) throw new Error('a message was given to a transport that is closed');
    const ready = state.idle.pop();
    if (ready !== undefined) return ready;
    if (state.sessions.size + state.opening < state.most) {
      const opened = await openOne(state);
      if (!('phase' in opened) || !isCrowded(state, opened)) return opened;
      state.most = state.sessions.size;
    } else {
      await new Promise<void>((resolve) => state.waiting.push(resolve));
    }
  }
}

/** The server takes no more connections than there are: SES, Postfix and Exchange say so with 421 or 4.7.0. */
function isCrowded({ sessions }: State, failure: SmtpFailure): boolean {
  if (failure.reply === null || sessions.size === 0) return false;
  const outcome = classify(failure);
  return outcome.state === 'held' && outcome.cause === 'rate';
}

async function openOne(state: State): Promise<SmtpSession | SmtpFailure> {
  state.opening += 1;
  const opened = await state.open().finally(() => {
    state.opening -= 1;
  });
  if ('phase' in opened) {
    wake(state);
    return opened;
  }
  state.sessions.add(opened);
  void opened.ended.then(() => {
    state.sessions.delete(opened);
    const place = state.idle.indexOf(opened);
    if (place >= 0) state.idle.splice(place, 1);
    wake(state);
  });
  return opened;
}

async function giveBack(state: State, session: SmtpSession): Promise<void> {
  const ready = await session.clear();
  const worn = session.carried() >= MESSAGES_A_SESSION || session.refused() >= REFUSALS_A_SESSION;
  if (!ready || state.closed || worn) return session.quit();
  state.idle.push(session);
  wake(state);
}

function wake({ waiting }: State): void {
  waiting.shift()?.();
}
