import type { HeadAnswer, Http } from '../delivery/http.ts';

const ANSWER_TIME = 5000;

export const realHttp: Http = { head };

async function head(url: string): Promise<HeadAnswer> {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_TIME) });
    const date = Date.parse(answer.headers.get('date') ?? '');
    return { kind: 'answer', status: answer.status, date: Number.isNaN(date) ? null : date };
  } catch (error) {
    return { kind: 'no-answer', reason: reasonOf(error) };
  }
}

/** Why a connection or its certificate failed: fetch keeps that in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError') return `no answer within ${ANSWER_TIME / 1000} seconds`;
  const { cause } = error;
  if (!(cause instanceof Error)) throw error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name isn’t in the DNS';
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  if (/CERT|SELF_SIGNED|TLS|SSL|LEAF_SIGNATURE/.test(code)) return `its certificate is not valid (${code})`;
  return code === '' ? 'it gave no answer that could be read' : `the connection failed (${code})`;
}
