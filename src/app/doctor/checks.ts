import { accountEnabled } from './checks/account-enabled.ts';
import { clock } from './checks/clock.ts';
import { configurationSet } from './checks/configuration-set.ts';
import { dkim } from './checks/dkim.ts';
import { dmarc } from './checks/dmarc.ts';
import { identity } from './checks/identity.ts';
import { links } from './checks/links.ts';
import { mailFrom } from './checks/mail-from.ts';
import { postalAddress } from './checks/postal-address.ts';
import { quota } from './checks/quota.ts';
import { sandbox } from './checks/sandbox.ts';
import { secret } from './checks/secret.ts';
import { smtpServer } from './checks/smtp-server.ts';
import { spf } from './checks/spf.ts';
import { store } from './checks/store.ts';
import { transport } from './checks/transport.ts';
import type { Check } from './exam.ts';

/** In the order in which they are shown, which scripts may rely on: a new one goes where its subject stands. */
export const CHECKS: readonly Check[] = [
  transport,
  accountEnabled,
  sandbox,
  quota,
  identity,
  dkim,
  mailFrom,
  configurationSet,
  smtpServer,
  spf,
  dmarc,
  store,
  clock,
  secret,
  links,
  postalAddress,
];
