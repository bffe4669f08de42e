import type { Clocks } from '@wallboard/relay'
import type { DisplayReport } from '@wallboard/relay/rest/displays'
import {
  initialPresence,
  paintedAgeMsOf,
  presenceConflicted,
  presenceConnected,
  presenceDisconnected,
  presencePaired,
  presenceReplaced,
  presenceReported,
  type DisplayPresence,
} from './presence-state.ts'

/** Where the socket of a display comes from. */
export interface ClientOrigin {
  readonly address: string
  readonly browser: string
}

/** A display's presence with the origin of its latest socket. */
export interface KnownPresence extends DisplayPresence {
  readonly origin: ClientOrigin | undefined
}

/**
 * Who is connected and what they report, while the server runs. Events are recorded at once; reading is asynchronous,
 * since the sockets of a display may be at another server.
 */
export interface Presences {
  readonly paired: (id: string) => void
  /** `replaced`: an older socket with the same token was still open. */
  readonly connected: (id: string, origin: ClientOrigin, replaced: boolean) => void
  /** Two screens were connected with one token at once. */
  readonly conflicted: (id: string) => void
  /** True when the report changes the state of the display's sound. */
  readonly reported: (id: string, report: DisplayReport) => boolean
  readonly disconnected: (id: string) => void
  readonly removed: (id: string) => void
  readonly find: (ids: readonly string[]) => Promise<ReadonlyMap<string, KnownPresence>>
  /** Of the displays connected to this server: the age of the data on each, as last reported; Infinity without data. */
  readonly paintedAgesMs: () => ReadonlyMap<string, number>
}

const unknown: KnownPresence = { ...initialPresence, origin: undefined }

export function createPresences(deps: {
  readonly clocks: Pick<Clocks, 'monotonic'>
  /** A token is used by two screens: at once, or taken over from another address or browser. */
  readonly onConflict: (id: string, address: string | undefined) => void
}): Presences {
  const { monotonic } = deps.clocks
  const presences = new Map<string, KnownPresence>()
  const get = (id: string) => presences.get(id) ?? unknown
  const set = (id: string, change: DisplayPresence, origin = get(id).origin) => {
    presences.set(id, { ...change, origin })
  }

  function conflicted(id: string): void {
    set(id, presenceConflicted(get(id), monotonic()))
    deps.onConflict(id, get(id).origin?.address)
  }

  return {
    paired(id) {
      set(id, presencePaired(get(id), monotonic()))
    },
    connected(id, origin, replaced) {
      const before = get(id)
      const present = replaced ? presenceReplaced(before, monotonic()) : before
      set(id, presenceConnected(present, monotonic()), origin)
      const isElsewhere =
        before.origin?.address !== origin.address || before.origin.browser !== origin.browser
      if (replaced && isElsewhere) conflicted(id)
    },
    conflicted,
    reported(id, report) {
      const before = get(id)
      set(id, presenceReported(before, report, monotonic()))
      return before.report?.sound !== report.sound
    },
    disconnected(id) {
      set(id, presenceDisconnected(get(id)))
    },
    removed(id) {
      presences.delete(id)
    },
    find: (ids) => Promise.resolve(new Map(ids.map((id) => [id, get(id)]))),
    paintedAgesMs: () =>
      new Map(
        [...presences].flatMap(([id, presence]) => {
          const ageMs = paintedAgeMsOf(presence)
          return ageMs === undefined ? [] : [[id, ageMs] as const]
        }),
      ),
  }
}
