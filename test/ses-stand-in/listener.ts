import type { Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface Listener {
  readonly port: number;
  readonly listening: () => boolean;
  /** Stops listening at once, closes the idle sockets, and listens again on the same port after so many milliseconds. */
  readonly refuseFor: (milliseconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const HOST = '127.0.0.1';
const TRIES = 40;

/**
 * Hands connections to an HTTP server that doesn't listen itself: it is the listening that has to stop and start while
 * the connections live on. Each closed socket is put into `doomed`, where what still comes in on it gets counted.
 */
export async function listen(http: HttpServer, doomed: WeakSet<Socket>): Promise<Listener> {
  const sockets = new Set<Socket>();
  const busy = new Set<Socket>();
  http.on('request', ({ socket }, response) => {
    busy.add(socket);
    response.on('close', () => busy.delete(socket));
  });
  const onSocket = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    http.emit('connection', socket);
  };
  let server: Server | null = await serverOn(0, onSocket);
  let closed = false;
  let refusals = 0;
  const port = portOf(server);

  const stopListening = async (): Promise<void> => {
    const stopped = server;
    server = null;
    if (stopped === null) return;
    stopped.close();
    for (const socket of sockets) {
      if (busy.has(socket)) continue;
      doomed.add(socket);
      socket.end();
    }
  };
  /** The last refusal decides: an earlier one that ends meanwhile changes nothing. */
  const listenAgain = async (milliseconds: number): Promise<void> => {
    refusals += 1;
    const refusal = refusals;
    await delay(milliseconds, undefined, { ref: false });
    if (closed || refusal !== refusals) return;
    server = await serverOn(port, onSocket);
    if (closed || refusal !== refusals) await stopListening();
  };
  return {
    port,
    listening: () => server !== null,
    refuseFor: async (milliseconds) => {
      await stopListening();
      void listenAgain(milliseconds);
    },
    close: async () => {
      closed = true;
      server?.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Tries for two seconds: another process may have been given the port meanwhile, for a connection of its own. */
async function serverOn(port: number, onSocket: (socket: Socket) => void): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await serverOnce(port, onSocket);
    } catch (error) {
      if (attempt === TRIES) throw error;
      await delay(50);
    }
  }
}

function serverOnce(port: number, onSocket: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, onSocket);
    server.once('error', reject);
    server.listen(port, HOST, 1024, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in listens on no TCP port');
  return address.port;
}
