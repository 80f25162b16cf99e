import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpTarget, openPoster, type Posted, type PostTimes } from '../../src/transport/ses-post.ts';

const TIMES: PostTimes = { connect: 300, answer: 300, idle: 3000 };
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const open: { readonly close: () => void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

interface Server {
  readonly target: HttpTarget;
  /** Everything that arrived, a text for each connection. */
  readonly arrived: readonly string[];
}

/** Calls `answer` when a whole request came in on a connection, with the number of the connection. */
async function serve(answer: (socket: Socket, connection: number) => void): Promise<Server> {
  const arrived: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const connection = sockets.push(socket) - 1;
    arrived[connection] = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      arrived[connection] += bytes.toString('latin1');
      if (arrived[connection]?.endsWith('body') === true) answer(socket, connection);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { target: { protocol: 'http:', host: '127.0.0.1', port, path: '/' }, arrived };
}

function post(target: HttpTarget, poster = openPoster(TIMES)): Promise<Posted> {
  open.push(poster);
  return poster.post(target, { host: 'ses.example', 'content-length': '4' }, Buffer.from('body'));
}

describe('what happened to a call', () => {
  const cases: readonly (readonly [what: string, answer: (socket: Socket) => void, posted: object])[] = [
    ['a whole answer', (socket) => socket.write(OK), { kind: 'answer', answer: { status: 200, text: 'ok' } }],
    [
      'an answer that ends with the connection',
      (socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\nno'),
      { kind: 'answer', answer: { status: 400, text: 'no' } },
    ],
    ['a reset', (socket) => socket.resetAndDestroy(), lost('ECONNRESET')],
    ['the end of the connection', (socket) => socket.end(), lost('ECONNRESET')],
    ['half an answer', (socket) => socket.end(OK.slice(0, -1)), lost('ECONNRESET')],
    ['silence', () => {}, lost('ETIMEDOUT')],
    ['silence after half an answer', (socket) => socket.write(OK.slice(0, -1)), lost('ETIMEDOUT')],
    ['what isn’t HTTP', (socket) => socket.end('220 mail.example ESMTP\r\n'), lost('HPE_INVALID_CONSTANT')],
    [
      'an answer without end',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(70_000)}`),
      lost('an answer without end'),
    ],
  ];
  test.each(cases)('%s', async (_, answer, posted) => {
    const { target, arrived } = await serve(answer);
    expect(await post(target)).toMatchObject(posted);
    expect(arrived.map((text) => text.match(/POST/g)?.length)).toEqual([1]);
  });
});

function lost(name: string): object {
  return { kind: 'fault', fault: { kind: 'lost', name } };
}

describe('nothing leaves', () => {
  test('where nobody listens', async () => {
    const { target } = await serve(() => {});
    const nobody = { ...target, port: 1 };
    expect(await post(nobody)).toEqual({ kind: 'fault', fault: { kind: 'unsent', name: 'ECONNREFUSED' } });
  });

  test('where the name is nobody’s', async () => {
    const { target } = await serve(() => {});
    const posted = await post({ ...target, host: 'nobody.invalid' });
    expect(posted).toMatchObject({ kind: 'fault', fault: { kind: 'unsent' } });
  });

  test('before a TLS handshake, whatever ends it', async () => {
    const { target, arrived } = await serve(() => {});
    const secure = { ...target, protocol: 'https:' } as const;
    expect(await post(secure)).toEqual({ kind: 'fault', fault: { kind: 'unsent', name: 'ETIMEDOUT' } });
    const rude = createServer((socket) => socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    rude.listen(0, '127.0.0.1');
    await once(rude, 'listening');
    open.push({ close: () => rude.close() });
    const posted = await post({ ...secure, port: (rude.address() as AddressInfo).port });
    expect(posted).toMatchObject({ kind: 'fault', fault: { kind: 'unsent' } });
    expect(arrived.join('')).not.toContain('body');
  });
});

test('a kept connection is used again; one that was closed meanwhile costs nothing', async () => {
  const { target, arrived } = await serve((socket, connection) => {
    if (connection === 0) socket.write(OK);
    else socket.end(OK);
  });
  const poster = openPoster(TIMES);
  const statuses: unknown[] = [];
  for (let call = 0; call < 2; call += 1) statuses.push(await post(target, poster));
  expect(arrived).toHaveLength(1);
  // Two at once: the second goes over a connection of its own, which is closed right after its answer.
  statuses.push(...(await Promise.all([post(target, poster), post(target, poster)])));
  for (let call = 0; call < 4; call += 1)
    statuses.push(...(await Promise.all([post(target, poster), post(target, poster)])));
  expect(statuses).toEqual(statuses.map(() => expect.objectContaining({ kind: 'answer' })));
});

test('closing breaks off what is under way', async () => {
  const { target } = await serve(() => {});
  const poster = openPoster({ ...TIMES, answer: 20_000 });
  const posted = post(target, poster);
  setTimeout(poster.close, 50);
  expect(await posted).toMatchObject(lost('ECONNRESET'));
});
