// An SES of somebody else's on this machine, to try sending against: aws-ses-v2-local with a page to read what arrived.
//
//   npm run ses:local [-- --port 8005]
//
// then, in a publication, with any key and secret (it checks neither):
//
//   AWS_ENDPOINT_URL_SES=http://127.0.0.1:8005 AWS_REGION=eu-west-1 AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x \
//     COURANT_SECRET=try courant send latest --to sample --transport ses
//
// It takes SendRawEmail, and leaves any other question of the first API without an answer for ever. So the two that a
// send asks before its first mail are answered here, as an account would that may send 14 a second and 50,000 a day.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import sesLocal from 'aws-ses-v2-local';

const HOST = '127.0.0.1';
const ANSWERS = {
  GetSendQuota:
    '<MaxSendRate>14.0</MaxSendRate><Max24HourSend>50000.0</Max24HourSend><SentLast24Hours>0.0</SentLast24Hours>',
  GetAccountSendingEnabled: '<Enabled>true</Enabled>',
};

const { values } = parseArgs({ options: { port: { type: 'string', default: '8005' } } });
// A CommonJS module of TypeScript's: its default export is a property.
const peer = await sesLocal.default({ host: HOST, port: 0 });
const front = createServer((call, answer) => {
  pass(call, answer).catch((error) => answer.destroy(error));
});
front.listen(Number(values.port), HOST);
await once(front, 'listening');
console.log(`http://${HOST}:${front.address().port}/ takes mail, and shows it to a browser; Ctrl-C ends it.`);

async function pass(call, answer) {
  const body = await buffer(call);
  const action = new URLSearchParams(body.subarray(0, 100).toString('latin1')).get('Action');
  if (Object.hasOwn(ANSWERS, action)) {
    answer.setHeader('Content-Type', 'text/xml');
    answer.end(`<${action}Response><${action}Result>${ANSWERS[action]}</${action}Result></${action}Response>`);
    return;
  }
  const { method, url: path, headers } = call;
  const onward = request({ host: HOST, port: peer.address().port, method, path, headers }, (reply) => {
    answer.writeHead(reply.statusCode, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', (error) => answer.destroy(error));
  onward.end(body);
}
