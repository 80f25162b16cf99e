// What it costs to make each reader's message, against Handlebars and nodemailer's composer called once a reader.
//
//   node bench/messages.mjs [--messages N] [--peers N] [--rounds N] [--seed N]
//
// The editions are the repository's own daily issues, in English (made up to 60 KB of HTML) and in Chinese, with five
// merge slots, compiled by the program's sources. All run in this one process, in turn, and are measured in CPU time
// (user and system, of all threads: the garbage collector's too), which is what one core would take. A message counts
// when it is whole: headers, both parts, one contiguous buffer. Every thousandth is kept, parsed by postal-mime and
// compared with the edition as a second, plain reading of the rules fills it.
// Targets: 60,000 messages a second, and 50 × the peers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import Handlebars from 'handlebars';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { CHINESE, ENGLISH, HTML_BYTES, layOutPublication } from './made-publication.mjs';
import { makeReaders } from './made-readers.mjs';

const TARGETS = { perSecond: 60_000, times: 50 };
const KEPT = 1000;
const SEND = '20261124-060000-x7k2';
const DATE = { instant: Date.parse('2026-11-24T06:00:00Z'), offsetMinutes: 0 };
const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    peers: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '20261124' },
  },
});
const [messages, peers, rounds, seed] = [values.messages, values.peers, values.rounds, values.seed].map(Number);

const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
try {
  const program = await bundleProgram();
  const publication = await loadLaidOut(program);
  const readers = makeReaders(10_000, seed);
  const english = await compile(program, publication, ENGLISH);
  const chinese = await compile(program, publication, CHINESE);
  await measure(program, publication, { english, chinese, readers });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The sources as one script, since Node 20 reads no TypeScript; beside the packages, so that it finds them. */
async function bundleProgram() {
  const contents = `
    export { checkIssue } from './src/app/check-issue.ts';
    export { loadPublication } from './src/app/load-publication.ts';
    export { readPictures } from './src/disk/pictures.ts';
    export { listIssues, readIssue } from './src/disk/read-issue.ts';
    export { readTemplates } from './src/disk/read-templates.ts';
    export { readText } from './src/disk/read-text.ts';
    export { createMessagePool } from './src/mail/message-pool.ts';
    export { personalise, prepareEdition } from './src/personalise/personalise.ts';
    export { linkKeys, verifyToken } from './src/personalise/token.ts';`;
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, sourcefile: 'bench.ts' },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    supported: { 'dynamic-import': true },
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
  });
  const file = join(root, 'node_modules', `.courant-bench-${process.pid}.cjs`);
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  try {
    const program = createRequire(import.meta.url)(file);
    return { ...program, keys: program.linkKeys(['a secret of the bench']) };
  } finally {
    rmSync(file);
  }
}

async function loadLaidOut(program) {
  layOutPublication(folder);
  const loaded = await program.loadPublication(workspaceOf(program));
  if (loaded.publication === undefined) throw new Error(JSON.stringify(loaded.diagnostics));
  return loaded.publication;
}

function workspaceOf(program) {
  return {
    readPublication: () => program.readText(folder, 'courant.yaml'),
    issueNames: () => program.listIssues(folder),
    readIssueHead: (name) => program.readText(folder, `issues/${name}/issue.md`),
    readIssue: (name) => program.readIssue(folder, name),
    readTemplates: () => program.readTemplates(folder),
    readPictures: (files) => program.readPictures(folder, files),
    shapeCache: { read: async () => undefined, write: async () => {} },
  };
}

async function compile(program, publication, name) {
  const found = await program.checkIssue(workspaceOf(program), publication, name, () => [new Set()]);
  const edition = found.checked?.editions[0];
  if (edition === undefined) throw new Error(JSON.stringify(found.diagnostics));
  return edition;
}

async function measure(program, publication, { english, chinese, readers }) {
  const htmlBytes = english.html.pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const slots = english.html.slots.filter(({ kind }) => kind === 'field').length;
  if (htmlBytes < HTML_BYTES || slots < 5) throw new Error(`only ${htmlBytes} bytes and ${slots} slots`);
  console.log(
    `${htmlBytes} bytes of HTML with ${slots} merge slots and ${english.html.slots.length - slots} leave links, one more slot in the subject`,
  );
  console.log(
    `seed ${seed}, ${rounds} rounds; Node ${process.version}, ${cpus()[0]?.model}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`,
  );
  const subjects = {
    english: {
      name: 'Courant, quoted-printable',
      ...makeCourant(program, publication, english, readers),
      count: messages,
    },
    chinese: { name: 'Courant, base64', ...makeCourant(program, publication, chinese, readers), count: messages >> 1 },
    apart: {
      name: 'Courant, no pool',
      ...makeCourant(program, publication, english, readers, null),
      count: messages >> 2,
    },
    peers: { name: 'Handlebars + MailComposer', ...makePeers(publication, english, readers), count: peers },
  };
  const spent = { english: [], chinese: [], apart: [], peers: [] };
  for (const { run, count } of Object.values(subjects)) await run(Math.min(count, 3000));
  for (let round = 0; round < rounds; round += 1) {
    for (const [key, { run, count }] of Object.entries(subjects)) spent[key].push(await timed(run, count));
  }
  const read =
    (await compareAll(program, publication, english, subjects.english.kept)) +
    (await compareAll(program, publication, chinese, subjects.chinese.kept));
  report(subjects, spent, read);
}

/** Messages a second of CPU time and of the clock. */
async function timed(run, count) {
  const [cpu, clock] = [process.cpuUsage(), performance.now()];
  const bytes = await run(count);
  const wall = (performance.now() - clock) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perCpu: count / ((user + system) / 1e6), perClock: count / wall, bytes: bytes / count };
}

/**
 * As `send` makes them: into memory that is given back once a transport has accepted the message. Those that are kept
 * for the comparison never are.
 */
function makeCourant(program, publication, edition, readers, pool = program.createMessagePool()) {
  const prepared = program.prepareEdition(edition, publication, { list: 'daily' });
  const facts = { send: SEND, keys: program.keys, date: DATE, ...(pool === null ? {} : { memory: pool }) };
  const kept = [];
  const run = async (count) => {
    let bytes = 0;
    for (let index = 0; index < count; index += 1) {
      const reader = readers[index % readers.length];
      const message = program.personalise(prepared, reader, facts);
      bytes += message.bytes.length;
      if (index % KEPT === 0) kept.push({ reader, bytes: message.bytes });
      else pool?.giveBack(message.bytes);
    }
    return bytes;
  };
  return { run, kept };
}

/** The same mail by the usual means: templates compiled once, one composer a reader. */
function makePeers(publication, edition, readers) {
  const options = { noEscape: false };
  const [html, text, subject] = [edition.html, edition.text, edition.subject].map((part) =>
    Handlebars.compile(asTemplate(part), options),
  );
  const run = async (count) => {
    let bytes = 0;
    for (let index = 0; index < count; index += 1) {
      const reader = readers[index % readers.length];
      const leave = `https://mail.example.org/u/${reader.id}`;
      const context = { ...reader.fields, leave };
      const mail = new MailComposer({
        from: publication.from,
        replyTo: publication.replyTo,
        to: reader.address,
        subject: subject(context),
        text: text(context),
        html: html(context),
        list: { id: 'daily.news.example.org', unsubscribe: leave },
      });
      bytes += (await mail.compile().build()).length;
    }
    return bytes;
  };
  return { run };
}

function asTemplate({ pieces, slots }) {
  return pieces
    .map((piece, index) => piece + (slots[index] === undefined ? '' : `{{${slots[index].field ?? 'leave'}}}`))
    .join('');
}

async function compareAll(program, publication, edition, kept) {
  for (const { reader, bytes } of kept) {
    const mail = await PostalMime.parse(bytes);
    const leave = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
    const token = /\/u\/([\w-]+)>/.exec(leave)?.[1] ?? '';
    const subject = program.verifyToken(program.keys, token);
    const wanted = [
      reader.id,
      SEND,
      ...[edition.subject, edition.html, edition.text].map((part) => filled(part, reader, token, edition)),
    ];
    const got = [subject?.subscriber, subject?.send, mail.subject, mail.html, mail.text];
    for (const [index, each] of wanted.entries()) {
      if (lines(String(each)) !== lines(String(got[index])))
        throw new Error(`not what ${reader.address} should get: ${got[index]}`);
    }
  }
  return kept.length;
}

function lines(text) {
  return text.replace(/\r\n/g, '\n').replace(/\n*$/, '');
}

/** The rules for slots once more, as simply as they can be written. */
function filled({ pieces, slots }, { fields }, token, { language }) {
  const value = (slot) => {
    if (slot.kind === 'system') return `https://mail.example.org/u/${token}`;
    const known = fields[slot.field] ?? slot.fallback;
    const text = slot.field === 'joined' ? dateIn(language, known) : String(known);
    if (slot.place === 'html-url' || slot.field === 'member') return encodeURIComponent(text);
    return slot.place === 'html-text' ? text.replaceAll('&', '&amp;').replaceAll("'", '&#39;') : text;
  };
  return pieces.map((piece, index) => piece + (slots[index] === undefined ? '' : value(slots[index]))).join('');
}

function dateIn(language, day) {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options).format(new Date(`${day}T00:00:00Z`));
}

function report(subjects, spent, read) {
  const middle = (key, what) => spent[key].map((each) => each[what]).toSorted((a, b) => a - b)[rounds >> 1];
  for (const [key, { name, count }] of Object.entries(subjects)) {
    const [cpu, clock] = [middle(key, 'perCpu'), middle(key, 'perClock')].map((rate) =>
      Math.round(rate).toLocaleString('en'),
    );
    console.log(
      `${name.padEnd(26)} ${cpu.padStart(8)} a second of CPU, ${clock.padStart(8)} by the clock (${count} × ${rounds}, ${Math.round(middle(key, 'bytes'))} bytes each)`,
    );
  }
  const [perSecond, times] = [middle('english', 'perCpu'), middle('english', 'perCpu') / middle('peers', 'perCpu')];
  console.log(`${read} messages were parsed and compared: all as they should be`);
  console.log(`target ${TARGETS.perSecond} a second: ${perSecond >= TARGETS.perSecond ? 'held' : 'MISSED'}`);
  console.log(
    `${times.toFixed(0)} × Handlebars + MailComposer; target ${TARGETS.times}: ${times >= TARGETS.times ? 'held' : 'MISSED'}`,
  );
  if (read < 50 || perSecond < TARGETS.perSecond || times < TARGETS.times) process.exitCode = 1;
}
