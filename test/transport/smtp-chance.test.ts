import { expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import { openSmtp } from '../../src/transport/smtp.ts';
import { startScriptedSmtp } from './scripted-smtp.ts';

function messageTo(to: string): Message {
  const bytes = Buffer.from('Subject: Tides\r\n\r\nHi.\r\n');
  return { envelope: { from: 'daily@example.org', to }, messageId: 'ours-1@example.org', bytes };
}

/** Mulberry32. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ANY_FAULT = ['close', 'reset', '421 4.3.2 Closing', '451 4.3.0 Not now', '550 5.7.1 No'];

test.for([1, 2, 3])(
  'with faults at every step, as chance has it (seed %i), what is said is what happened',
  async (seed) => {
    const chance = chanceFrom(seed);
    const usual = {
      greeting: '220 mx',
      EHLO: '250-mx\n250 PIPELINING',
      MAIL: '250 Ok',
      RCPT: '250 Ok',
      DATA: '354 Go',
      DOT: '250 Ok',
      RSET: '250 Ok',
    };
    const orFault = (answer: string) => () =>
      chance() < 0.05 ? (ANY_FAULT[Math.floor(chance() * ANY_FAULT.length)] ?? '') : answer;
    const server = await startScriptedSmtp(
      Object.fromEntries(Object.entries(usual).map(([step, answer]) => [step, orFault(answer)])),
    );
    const transport = openSmtp({ host: '127.0.0.1', port: server.port, password: undefined, connections: 5 });
    const readers = Array.from({ length: 1_000 }, (_, index) => `r${index}@example.net`);
    const outcomes = await Promise.all(
      readers.map((to) => transport.deliver(messageTo(to), { send: 's-1', attempt: 1 })),
    );
    await transport.close();
    await server.close();
    const counts: Record<string, number> = {};
    for (const [index, to] of readers.entries()) {
      const whole = server.messages.filter((message) => message.to === to && message.bytes.length > 0);
      const truth = whole.map(({ answer }) =>
        answer.startsWith('250') ? 'accepted' : /^\d/.test(answer) ? 'refused' : 'in-doubt',
      );
      const state = outcomes[index]?.state ?? '';
      counts[state] = (counts[state] ?? 0) + 1;
      const said = state === 'accepted' || state === 'in-doubt' ? [state] : [];
      expect([to, ...truth.filter((one) => one !== 'refused')]).toEqual([to, ...said]);
      expect(whole.length).toBeLessThanOrEqual(1);
    }
    expect(Object.keys(counts).toSorted()).toEqual(['accepted', 'deferred', 'held', 'in-doubt', 'rejected']);
    expect(counts['accepted']).toBeGreaterThan(700);
  },
);
