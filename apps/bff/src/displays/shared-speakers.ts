import { z } from 'zod'
import type { SharedRecords } from '../cluster/node-records.ts'
import type { ElectedSpeakers } from './room-speakers.ts'

/** The speaker of a room as a node has elected it, under the fence of its lease. */
export const SharedSpeaker = z.object({ id: z.string(), fence: z.number() })
export type SharedSpeaker = z.infer<typeof SharedSpeaker>

/**
 * The elected speakers of a cluster, by room. Of two nodes that have elected, the one with the higher fence counts: its
 * speakers stay when it has stopped, until another node elects.
 * @param deps.fence the fence of this node; it elects only while it has one
 */
export function createSharedSpeakers(deps: {
  readonly records: Pick<SharedRecords<SharedSpeaker>, 'set' | 'remove' | 'others'>
  readonly fence: () => number | undefined
}): ElectedSpeakers {
  const own = new Map<string, SharedSpeaker>()
  return {
    of(room) {
      const elected = [own, ...deps.records.others().map(({ records }) => records)]
      return elected
        .flatMap((speakers) => speakers.get(room) ?? [])
        .reduce<SharedSpeaker | undefined>(
          (a, b) => (a === undefined || b.fence > a.fence ? b : a),
          undefined,
        )?.id
    },
    rooms: () => [...own.keys()],
    set(room, id) {
      const fence = deps.fence()
      if (id === undefined) {
        own.delete(room)
        deps.records.remove(room)
      } else if (fence !== undefined) {
        own.set(room, { id, fence })
        deps.records.set(room, { id, fence })
      }
    },
  }
}
