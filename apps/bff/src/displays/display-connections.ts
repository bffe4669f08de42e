import type { Clocks } from '@wallboard/relay'
import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { AuthenticatedDisplays } from './authenticated-displays.ts'
import { createDisplaySockets, type DisplaySocketStore } from './display-sockets.ts'
import type { ClientOrigin } from './presence-state.ts'
import { createPresences, type Presences } from './presences.ts'
import { createRoomSpeakers, type ElectedSpeakers } from './room-speakers.ts'
import type { PresenceSharing } from './shared-presence.ts'

/** What displays need where several nodes serve them. */
export interface DisplayCluster extends PresenceSharing {
  /** The id of this node. */
  readonly node: string
  readonly sockets: DisplaySocketStore
  readonly elected: ElectedSpeakers
  /** Whether this node elects the speakers of all. */
  readonly doesSharedWork: () => boolean
  /** A newer socket of the display is open at another node: the one in this process has to be closed. */
  readonly closeReplaced: (id: string) => void
  /** A display was paired, changed or revoked here: other nodes read it. */
  readonly announceChange: (id: string) => void
}

/** The sockets of displays: their presence, their numbers in the cluster, and the speakers among them. */
export interface DisplayConnections {
  readonly presences: Presences
  readonly connected: (id: string, origin: ClientOrigin, takenOver: boolean) => void
  readonly conflicted: (id: string) => void
  readonly reported: (id: string, report: DisplayReport) => void
  readonly disconnected: (id: string) => void
  /** Room or sound of a display were changed. */
  readonly settingsChanged: (id: string) => void
  /** The display was revoked. */
  readonly removed: (id: string) => void
  readonly reelectSpeakers: () => void
  readonly checkSockets: () => Promise<void>
}

export function createDisplayConnections(deps: {
  readonly authenticated: Pick<AuthenticatedDisplays, 'withSound' | 'find' | 'has'>
  readonly clocks: Pick<Clocks, 'monotonic'>
  /** Undefined in a server of one process. */
  readonly cluster: DisplayCluster | undefined
  readonly onConflict: (id: string, address: string | undefined) => void
  readonly sendRoomSpeaker: (id: string, isSpeaker: boolean) => void
  readonly onRevoked: (id: string) => void
  readonly onFailed: (error: unknown) => void
}): DisplayConnections {
  const { authenticated, clocks, cluster, onFailed } = deps
  const presences = createPresences({
    ...{ clocks, onConflict: deps.onConflict },
    displayOf: authenticated.find,
    sharing: cluster,
  })
  const sockets =
    cluster &&
    createDisplaySockets({
      ...{ store: cluster.sockets, node: cluster.node, logError: onFailed },
      now: () => Math.round(clocks.monotonic() + cluster.offsetMs()), // the column holds whole numbers
      claimElsewhere: presences.claimElsewhere,
      onClaimed: presences.claimed,
      onReplaced(id) {
        presences.replacedElsewhere(id)
        cluster.closeReplaced(id)
      },
    })
  const speakers = createRoomSpeakers({
    displays: authenticated.withSound,
    elsewhere: cluster && presences.soundingElsewhere,
    presences: presences.find,
    elected: cluster?.elected,
    doesSharedWork: cluster?.doesSharedWork,
    send: deps.sendRoomSpeaker,
    onFailed,
  })
  cluster?.records.on((ids) => {
    sockets?.announcedElsewhere(ids)
    if (cluster.doesSharedWork()) speakers.reelect()
  })

  return {
    presences,
    connected(id, origin, takenOver) {
      // The display may have been revoked while its upgrade was under way.
      if (!authenticated.has(id)) {
        deps.onRevoked(id)
        return
      }
      presences.connected(id, origin, takenOver)
      sockets?.opened(id)
      speakers.connected(id)
    },
    conflicted(id) {
      if (authenticated.has(id)) presences.conflicted(id)
    },
    reported(id, report) {
      if (authenticated.has(id) && presences.reported(id, report)) speakers.reelect()
    },
    disconnected(id) {
      sockets?.closed(id)
      if (!authenticated.has(id)) return
      presences.disconnected(id)
      speakers.reelect()
    },
    settingsChanged(id) {
      presences.settingsChanged(id)
      speakers.reelect()
    },
    removed(id) {
      presences.removed(id)
      speakers.removed(id)
    },
    reelectSpeakers: speakers.reelect,
    checkSockets: () => sockets?.check() ?? Promise.resolve(),
  }
}
