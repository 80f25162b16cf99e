import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createSecureServer } from 'node:https';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type HttpTarget, openPoster, type Posted, type PostTimes } from '../../src/transport/ses-post.ts';
import { scratchFolder } from '../delivery/fixtures.ts';

const TIMES: PostTimes = { connect: 300, answer: 300, idle: 3000 };
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const open: { readonly close: () => void }[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
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
  return { target: { protocol: 'http:', host: '127.0.0.1', port: portOf(server), path: '/' }, arrived };
}

function portOf(server: NetServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
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
    const posted = await post({ ...secure, port: portOf(rude) });
    expect(posted).toMatchObject({ kind: 'fault', fault: { kind: 'unsent' } });
    expect(arrived.join('')).not.toContain('body');
  });
});

test('over TLS: a certificate that nobody vouches for gets nothing, one that is trusted the whole call', async () => {
  const folder = scratchFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', [...made, '-subj', '/CN=ses.example', '-keyout', key, '-out', cert], { stdio: 'pipe' });
  const bodies: string[] = [];
  const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      response.end('ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ close: () => void server.close() });
  const target = { protocol: 'https:', host: '127.0.0.1', port: portOf(server), path: '/' } as const;
  const refused = await post(target);
  expect(refused).toEqual({ kind: 'fault', fault: { kind: 'unsent', name: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  expect(bodies).toEqual([]);
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const poster = openPoster(TIMES);
  for (let call = 0; call < 2; call += 1) {
    expect(await post(target, poster)).toMatchObject({ kind: 'answer', answer: { status: 200, text: 'ok' } });
  }
  expect(bodies).toEqual(['body', 'body']);
});

test('a kept connection is used again; one that was closed meanwhile costs nothing', async () => {
  const { target, arrived } = await serve((socket, connection) => {
    if (connection === 0) socket.write(OK);
    else socket.end(OK);
  });
  const poster = openPoster(TIMES);
  const both = async (): Promise<readonly string[]> =>
    (await Promise.all([post(target, poster), post(target, poster)])).map(({ kind }) => kind);
  const kinds: string[] = [];
  for (let call = 0; call < 2; call += 1) kinds.push((await post(target, poster)).kind);
  expect(arrived).toHaveLength(1);
  // Two at once: the second goes over a connection of its own, which is closed right after its answer.
  kinds.push(...(await both()));
  for (let call = 0; call < 4; call += 1) kinds.push(...(await both()));
  expect(kinds).toEqual(Array.from({ length: 12 }, () => 'answer'));
});

test('closing breaks off what is under way', async () => {
  const { target } = await serve(() => {});
  const poster = openPoster({ ...TIMES, answer: 20_000 });
  const posted = post(target, poster);
  setTimeout(poster.close, 50);
  expect(await posted).toMatchObject(lost('ECONNRESET'));
});
