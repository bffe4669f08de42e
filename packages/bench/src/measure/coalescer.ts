import { CoalescerAnswer, type CoalescerOrder, type SampledFrame } from '../children/orders.ts'
import { measureSteadyCpu } from './feed-run.ts'
import type { Rig } from './rig.ts'

/** The ideal coalescer of a rig, which writes frames of the product to the screens that are connected to it. */
export interface Coalescer {
  readonly play: () => Promise<void>
  readonly stop: () => Promise<void>
  /** The share of one core that it uses while it plays. */
  readonly coreShare: (plan: { readonly leadInMs: number; readonly seconds: number }) => Promise<number>
}

/**
 * @param frames flushes that the product has sent
 * @throws Error without frames: then the product has flushed nothing
 */
export function coalescerOf(rig: Rig, everyMs: number, frames: readonly SampledFrame[]): Coalescer {
  if (frames.length === 0) throw new Error('the product has sent no flush that the coalescer could repeat')
  const { child } = rig.server('ideal')
  const ask = async (order: CoalescerOrder): Promise<void> => {
    await child.ask(order, CoalescerAnswer)
  }
  return {
    play: () => ask({ do: 'play', everyMs, frames: [...frames] }),
    stop: () => ask({ do: 'stop' }),
    async coreShare(plan) {
      const { cpuMs, from, to } = await measureSteadyCpu(child.pid, plan)
      return cpuMs / (to - from)
    },
  }
}
