import { type CarriedOut, carryOut, type CarryOutOptions, type CarryOutPorts } from './carry-out.ts';

export interface ResumeOptions extends CarryOutOptions {
  /** Says that another machine's right is waited out, and until when. */
  readonly onWait?: (by: Extract<CarriedOut, { kind: 'held' }>['by']) => void;
}

/**
 * Carries on where a send was left. An owner that died on this machine is taken over at once; one on a machine that
 * can't be seen from here has its right run out first; one that is at work is left alone.
 */
export async function resumeSend(send: string, ports: CarryOutPorts, options: ResumeOptions): Promise<CarriedOut> {
  while (true) {
    const result = await carryOut(send, ports, options);
    if (result.kind !== 'held' || result.by.where === 'this-machine' || options.signal?.aborted === true) return result;
    options.onWait?.(result.by);
    await ports.clock.sleep(Math.max(100, result.by.until - ports.clock.now()), options.signal);
  }
}
