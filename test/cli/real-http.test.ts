import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { realHttp } from '../../src/cli/real-http.ts';

async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${isBound(address) ? address.port : 0}/`;
}

function isBound(address: ReturnType<ReturnType<typeof createServer>['address']>): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

test('a page’s head: status and the server’s clock, nothing of its body', async () => {
  const url = await served(({ method }, answer) => {
    answer.writeHead(method === 'HEAD' ? 404 : 200, { date: 'Tue, 24 Nov 2026 06:00:00 GMT' }).end();
  });
  expect(await realHttp.head(url)).toEqual({ kind: 'answer', status: 404, date: Date.parse('2026-11-24T06:00:00Z') });
});

test('a server without a clock', async () => {
  const url = await served((_request, answer) => {
    answer.sendDate = false;
    answer.end();
  });
  expect(await realHttp.head(url)).toEqual({ kind: 'answer', status: 200, date: null });
});

test('nobody there', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = isBound(address) ? address.port : 0;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  const reason = 'nobody listens there';
  expect(await realHttp.head(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'no-answer', reason });
});

test('a server that hangs up', async () => {
  const url = await served(({ socket }) => void socket.destroy());
  expect(await realHttp.head(url)).toMatchObject({ kind: 'no-answer' });
});
