import type { Clocks } from '@wallboard/relay'
import { z } from 'zod'
import { createNodeRecords } from '../cluster/node-records.ts'
import { DrillRecord } from '../history/replay/drill-record.ts'
import type { ClusterParts } from './wire-cluster.ts'

const EndedDrill = z.object({ org: z.string(), id: z.string() })
type EndedDrill = z.infer<typeof EndedDrill>

const endCall = 'end-drill'

/** Connects the drills of this node with those of the other nodes. */
export function createDrillCluster(
  { redis, node, calls }: Pick<ClusterParts, 'redis' | 'node' | 'calls'>,
  deps: { readonly clocks: Clocks; readonly logError: (error: unknown) => void },
) {
  const records = createNodeRecords({
    ...{ redis, node, name: 'drills', schema: DrillRecord },
    ...{ now: deps.clocks.monotonic, logError: deps.logError },
  })
  return {
    records,
    /** Ends drills of this node when another node requests it. */
    serveEnd(end: (drill: EndedDrill) => boolean): void {
      calls.serve(endCall, EndedDrill, (drill) => Promise.resolve(end(drill)))
    },
    /**
     * Ends a drill of another node; false when it has ended already.
     * @throws NotReachable
     */
    endAt: (other: string, drill: EndedDrill): Promise<boolean> =>
      calls.call(other, endCall, drill, z.boolean()),
    close: records.close,
  }
}
