import type { Clocks } from '@wallboard/relay'
import { createNodeRecords } from '../cluster/node-records.ts'
import { createDisplaySocketStore } from '../displays/display-socket-store.ts'
import type { DisplayCluster } from '../displays/display-connections.ts'
import { SharedPresence } from '../displays/shared-presence.ts'
import { createSharedSpeakers, SharedSpeaker } from '../displays/shared-speakers.ts'
import type { Db } from '../storage/database.ts'
import { displayKey } from './authenticator.ts'
import type { ConnectionCommands } from './connection-commands.ts'
import type { ClusterParts } from './wire-cluster.ts'

/** Connects the displays of this node with those of the other nodes. */
export function createDisplayCluster(
  { redis, node, clock, hints, desk }: ClusterParts,
  deps: {
    readonly db: Db
    readonly clocks: Clocks
    readonly connections: Pick<ConnectionCommands, 'closeReplaced'>
    readonly logError: (error: unknown) => void
  },
) {
  const common = { redis, node, now: deps.clocks.monotonic, logError: deps.logError }
  const records = createNodeRecords({ ...common, name: 'displays', schema: SharedPresence })
  const speakers = createNodeRecords({ ...common, name: 'speakers', schema: SharedSpeaker })
  const cluster: DisplayCluster = {
    ...{ node, records },
    // Instants in the database are whole milliseconds.
    offsetMs: () => Math.round(clock.offsetMs()),
    sockets: createDisplaySocketStore(deps.db),
    elected: createSharedSpeakers({ records: speakers, fence: desk.fence }),
    doesSharedWork: desk.isHeld,
    closeReplaced: (id) => {
      deps.connections.closeReplaced(displayKey(id))
    },
    announceChange: (id) => {
      hints.announce('displays', id)
    },
  }
  return {
    cluster,
    /** Calls back when this node has to elect speakers, or to notify those that another node has elected. */
    onSpeakersChanged(listener: () => void): void {
      speakers.on(listener)
      desk.on(listener)
    },
    async close(): Promise<void> {
      await Promise.all([records.close(), speakers.close()])
    },
  }
}
