// What Courant's SES transport is measured against: the same call by other means. Used by ses.mjs and send-peers.mjs.
import { createHash, createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';

const NOTHING = new Uint8Array(0);

/** The SDK as its documentation has it, apart from what no sender can do without: one try, and enough sockets. */
export function sdkPeer(place, { from, tagsOf }) {
  const client = clientOf(place);
  return {
    send: async ({ to, bytes, attempt }) => {
      const command = { Source: from, Destinations: [to], Tags: tagsOf(attempt), RawMessage: { Data: bytes } };
      return (await client.send(new SendRawEmailCommand(command))).MessageId;
    },
    close: () => client.destroy(),
  };
}

/** The SDK with a body that is put together beside it, which spares its slow escaping. */
export function prebuiltPeer(place, sending) {
  const client = clientOf(place);
  const bodies = new WeakMap();
  client.middlewareStack.addRelativeTo(
    (next) => (step) => {
      step.request.body = bodies.get(step.input);
      return next(step);
    },
    { relation: 'after', toMiddleware: 'serializerMiddleware', name: 'prebuiltBody' },
  );
  return {
    send: async (message) => {
      const command = new SendRawEmailCommand({ RawMessage: { Data: NOTHING } });
      bodies.set(command.input, bodyOf(message, sending));
      return (await client.send(command)).MessageId;
    },
    close: () => client.destroy(),
  };
}

function clientOf({ region, endpoint, credentials }) {
  const requestHandler = { requestTimeout: 30_000, throwOnRequestTimeout: true, httpAgent: { maxSockets: 128 } };
  return new SESClient({ region, endpoint, credentials, maxAttempts: 1, requestHandler });
}

/** The limit: a socket, a signature of one's own, and no more of HTTP than this server speaks. */
export function socketPeer({ region, endpoint, credentials }, sending) {
  const { host, hostname, port } = new URL(endpoint);
  const free = [];
  const all = [];
  const open = () => {
    const socket = connect(Number(port), hostname).setNoDelay(true);
    const line = { socket, text: '', done: undefined };
    all.push(line);
    socket.on('data', (part) => {
      line.text += part.latin1Slice();
      const end = line.text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(line.text)?.[1]);
      if (end < 0 || line.text.length < end + 4 + length) return;
      const answer = line.text;
      line.text = '';
      free.push(line);
      line.done(answer);
    });
    return line;
  };
  return {
    send: (message) => {
      const body = bodyOf(message, sending);
      const head = signedHead(body, { host, region, credentials });
      return new Promise((resolve) => {
        const line = free.pop() ?? open();
        line.done = (answer) => resolve(/<MessageId>([^<]+)</.exec(answer)?.[1]);
        line.socket.cork();
        line.socket.write(head, 'latin1');
        line.socket.write(body);
        line.socket.uncork();
      });
    },
    close: () => all.forEach(({ socket }) => socket.destroy()),
  };
}

function bodyOf({ to, bytes, encoded, attempt }, { from, tagsOf }) {
  const tags = tagsOf(attempt).flatMap(({ Name, Value }, index) => [
    [`Tags.member.${index + 1}.Name`, Name],
    [`Tags.member.${index + 1}.Value`, Value],
  ]);
  const pairs = [
    ['Action', 'SendRawEmail'],
    ['Version', '2010-12-01'],
    ['Source', from],
    ['Destinations.member.1', to],
    ...tags,
  ];
  const head = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return Buffer.concat([Buffer.from(`${head}&RawMessage.Data=`, 'latin1'), encoded ?? encodeMessage(bytes)]);
}

/** A message as it stands in a call: what is the same for everybody can be encoded once. @param {Buffer} bytes */
export function encodeMessage(bytes) {
  const raw = bytes.toString('base64').replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D');
  return Buffer.from(raw, 'latin1');
}

const SIGNED = 'content-length;content-type;host;x-amz-date';

function signedHead(body, { host, region, credentials }) {
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/ses/aws4_request`;
  const fields = `content-length:${body.length}\ncontent-type:application/x-www-form-urlencoded\nhost:${host}\nx-amz-date:${time}\n`;
  const canonical = `POST\n/\n\n${fields}\n${SIGNED}\n${sha256(body)}`;
  const key = [day, region, 'ses', 'aws4_request'].reduce(
    (last, part) => hmac(last, part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${SIGNED}, Signature=${signature}`;
  return `POST / HTTP/1.1\r\n${fields.replaceAll('\n', '\r\n')}authorization:${authorization}\r\n\r\n`;
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text);
}
