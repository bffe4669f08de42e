import { z } from 'zod'
import type { RemoteCalls } from './remote-calls.ts'

/** Asks other nodes whether they could own a feed: they follow it, and reach its upstream. */
export interface ReachCall {
  /** Never rejects: a node that does not answer cannot own the feed. */
  readonly ask: (node: string, feed: string) => Promise<boolean>
}

const name = 'could-own'
/** A node that takes longer counts as one that cannot. */
const answerWithinMs = 1_500

/** @param couldOwn the answer of this node */
export function createReachCall(
  calls: Pick<RemoteCalls, 'call' | 'serve'>,
  couldOwn: (feed: string) => Promise<boolean>,
): ReachCall {
  calls.serve(name, z.object({ feed: z.string() }), ({ feed }) => couldOwn(feed))
  return {
    ask: (node, feed) => calls.call(node, name, { feed }, z.boolean(), answerWithinMs).catch(() => false),
  }
}
