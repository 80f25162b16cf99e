import { visibleLine } from '../../diagnostic/render/visible.ts';
import { CHECKS } from './checks.ts';
import type { Exam } from './exam.ts';
import type { Finding, Verdict } from './finding.ts';

/** Every check that matters for the transport, in the order of the list. */
export async function examine(exam: Exam): Promise<readonly Finding[]> {
  const asked = CHECKS.filter(({ transports }) => transports.includes(exam.transport));
  return Promise.all(asked.map(async ({ name, examine: ask }) => ({ check: name, ...shown(await ask(exam)) })));
}

/** Names and records come from courant.yaml, the environment and other people's servers, and may hold anything. */
function shown({ status, message, hint }: Verdict): Verdict {
  return { status, message: visibleLine(message), hint: hint === null ? null : visibleLine(hint) };
}
