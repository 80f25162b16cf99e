import type { SesFault } from './ses-classification.ts';

/**
 * What an error that the SDK threw means. Null for one that is neither SES's answer nor the network's: our own bug.
 * The SDK doesn't tell whether a call had left, which is why no message is sent through it.
 */
export function faultOf(error: unknown): SesFault | null {
  if (!(error instanceof Error)) return null;
  const status = statusOf(error);
  if (status !== null) return { kind: 'refused', status, name: error.name, message: error.message };
  if (error.name === 'TimeoutError') return { kind: 'lost', name: 'ETIMEDOUT' };
  if ('code' in error && typeof error.code === 'string') return { kind: 'lost', name: error.code };
  return null;
}

function statusOf(error: Error): number | null {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) return null;
  if (!('httpStatusCode' in error.$metadata)) return null;
  const { httpStatusCode } = error.$metadata;
  return typeof httpStatusCode === 'number' ? httpStatusCode : null;
}
