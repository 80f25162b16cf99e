import type { Server } from 'node:net';

/** Starts a server on a free port of this machine, and says which. */
export async function listen(server: Pick<Server, 'listen' | 'address'>, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
