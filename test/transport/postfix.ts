import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from './listen.ts';

export interface Postfix {
  readonly port: number;
  /** Waits until the queue is empty; or for 10 s; then the messages in each reader's Maildir, as they were delivered. */
  readonly delivered: () => Promise<ReadonlyMap<string, readonly Buffer[]>>;
  readonly log: () => string;
  readonly stop: () => void;
}

/** Null where it can be run; else why not. Its master changes users, so it starts as root only. */
export function whyNoPostfix(): string | null {
  if (!existsSync('/usr/sbin/postfix')) return 'postfix is not installed (apt-get install postfix)';
  return process.getuid?.() === 0 ? null : 'postfix starts as root only';
}

/** Have mailboxes at example.net; nothing is relayed to anybody else. */
export const READERS: readonly string[] = Array.from({ length: 60 }, (_, index) => `r${index}`);

const DAEMONS = '/usr/lib/postfix/sbin';

/** A mail server of its own, away from the system's: settings, queue and mailboxes in one folder, 127.0.0.1 only. */
export async function startPostfix(): Promise<Postfix> {
  const root = mkdtempSync(join(tmpdir(), 'courant-postfix-'));
  chmodSync(root, 0o755);
  const [settings, mail] = [join(root, 'etc'), join(root, 'mail')];
  const [uid = 0, gid = 0] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postfix'])));
  for (const folder of [settings, mail, join(root, 'queue'), join(root, 'data')]) mkdirSync(folder);
  for (const folder of [mail, join(root, 'data')]) chownSync(folder, uid, gid);
  const port = await freePort();
  const certificate = join(settings, 'cert.pem');
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const out = ['-subj', '/CN=mx.example.net', '-keyout', certificate, '-out', `${certificate}.crt`];
  execFileSync('openssl', [...made, ...out], { stdio: 'pipe' });
  writeFileSync(join(settings, 'main.cf'), mainCf(root, `${certificate}.crt`, certificate, uid, gid));
  writeFileSync(join(settings, 'master.cf'), masterCf(port));
  writeFileSync(join(settings, 'readers'), READERS.map((name) => `${name}@example.net ${name}/\n`).join(''));
  execFileSync('postfix', ['-c', settings, 'start'], { stdio: 'pipe' });
  return {
    port,
    delivered: async () => {
      const queue = (): Buffer => execFileSync('postqueue', ['-c', settings, '-j'], { stdio: 'pipe' });
      for (let asked = 0; asked < 200 && queue().length > 0; asked += 1) await sleep(50);
      return mailboxes(mail);
    },
    log: () => readFileSync(join(root, 'log'), 'utf8'),
    stop: () => void execFileSync('postfix', ['-c', settings, 'stop'], { stdio: 'pipe' }),
  };
}

function mailboxes(folder: string): ReadonlyMap<string, readonly Buffer[]> {
  return new Map(
    readdirSync(folder).map((reader) => {
      const arrived = join(folder, reader, 'new');
      return [reader, readdirSync(arrived).map((file) => readFileSync(join(arrived, file)))];
    }),
  );
}

function mainCf(root: string, cert: string, key: string, uid: number, gid: number): string {
  return `compatibility_level = 3.6
queue_directory = ${root}/queue
data_directory = ${root}/data
command_directory = /usr/sbin
daemon_directory = ${DAEMONS}
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${root}/log
maillog_file_prefixes = ${root}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.example.net
mydestination =
mynetworks =
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = example.net
virtual_mailbox_base = ${root}/mail
virtual_mailbox_maps = texthash:${root}/etc/readers
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}
virtual_minimum_uid = 1
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${cert}
smtpd_tls_key_file = ${key}
smtputf8_enable = no
`;
}

function masterCf(port: number): string {
  const services = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    ...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
    'proxymap unix - - n - - proxymap',
    ...['error', 'retry'].map((name) => `${name} unix - - n - - error`),
    'showq unix n - n - - showq',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return `${services.join('\n')}\n`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
