// One of the peers of send.mjs, in a process of its own: a bare loop over the readers, with nothing planned or noted.
//
//   node bench/send-peers.mjs sdk|prebuilt|socket --url URL --message FILE.eml --messages N --window N
//
// Everybody gets the bytes of that file, encoded once before the clock starts: no composing, no escaping. Prints how long
// the loop took, by the clock and in CPU time of all threads, in seconds.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { encodeMessage, prebuiltPeer, sdkPeer, socketPeer } from './ses-peers.mjs';

const PEERS = { sdk: sdkPeer, prebuilt: prebuiltPeer, socket: socketPeer };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: '' },
    message: { type: 'string', default: '' },
    messages: { type: 'string', default: '1000' },
    window: { type: 'string', default: '16' },
  },
});
const [messages, window] = [Number(values.messages), Number(values.window)];
const open = PEERS[positionals[0] ?? ''];
if (open === undefined) throw new Error(`there is no peer ${positionals[0]}`);

const place = {
  region: process.env.AWS_REGION,
  endpoint: values.url,
  credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY },
};
const tagsOf = (attempt) => [
  { Name: 'courant-send', Value: '20261124-060000-x7k2' },
  { Name: 'courant-attempt', Value: String(attempt) },
];
const peer = open(place, { from: 'daily@example.org', tagsOf });
const bytes = readFileSync(values.message);
const encoded = encodeMessage(bytes);

let attempt = 0;
const line = async () => {
  while (attempt < messages) {
    attempt += 1;
    const to = `peer.${process.pid}.${attempt}@example.com`;
    if ((await peer.send({ to, bytes, encoded, attempt })) === undefined) throw new Error('a message was not accepted');
  }
};
const [cpu, clock] = [process.cpuUsage(), performance.now()];
await Promise.all(Array.from({ length: window }, line));
const seconds = (performance.now() - clock) / 1000;
const { user, system } = process.cpuUsage(cpu);
peer.close();
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6 }));
