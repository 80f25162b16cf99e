import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../transport/listen.ts';
import { realHttp } from '../../src/cli/real-http.ts';

async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const port = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}/`;
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
  const port = await listen(server);
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
