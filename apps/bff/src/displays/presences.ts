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
  type ClientOrigin,
  type KnownPresence,
} from './presence-state.ts'
import { fromShared, mergePresences, toShared, type PresenceSharing } from './shared-presence.ts'

/** What other nodes have to know of a display for the election of speakers. */
export interface SharedDisplay {
  readonly org: string
  readonly settings: { readonly room: string; readonly sound?: boolean | undefined }
}

/** Presence of all displays, in this process and at the other nodes of a cluster. Events are those of this process. */
export interface Presences {
  readonly paired: (id: string) => void
  /** `replaced`: an older socket with the same token was still open in this process. */
  readonly connected: (id: string, origin: ClientOrigin, replaced: boolean) => void
  /** The socket got its number in the cluster. */
  readonly claimed: (id: string, claim: number) => void
  /** The open socket of the display is closed, because a newer one was opened at another node. */
  readonly replacedElsewhere: (id: string) => void
  /** Two screens were connected with one token at once. */
  readonly conflicted: (id: string) => void
  /** True when the report changes the state of the display's sound. */
  readonly reported: (id: string, report: DisplayReport) => boolean
  readonly disconnected: (id: string) => void
  readonly removed: (id: string) => void
  /** Room or sound of a display were changed. */
  readonly settingsChanged: (id: string) => void
  readonly find: (ids: readonly string[]) => Promise<ReadonlyMap<string, KnownPresence>>
  /** Of the displays connected to this process: the age of the data on each, as last reported; Infinity without data. */
  readonly paintedAgesMs: () => ReadonlyMap<string, number>
  /** The highest number of a socket of the display that is open at another node. */
  readonly claimElsewhere: (id: string) => number | undefined
  /** The displays with sound that are connected to other nodes. Each election reads them: of thousands, few have sound. */
  readonly soundingElsewhere: () => readonly (SharedDisplay & { readonly id: string })[]
}

const unknown: KnownPresence = { ...initialPresence, origin: undefined }

export function createPresences(deps: {
  readonly clocks: Pick<Clocks, 'monotonic'>
  /** A token is used by two screens: at once, or taken over from another address or browser. */
  readonly onConflict: (id: string, address: string | undefined) => void
  /** Undefined for a display that is not known any more. */
  readonly displayOf: (id: string) => SharedDisplay | undefined
  /** Undefined in a server of one process. */
  readonly sharing?: PresenceSharing | undefined
}): Presences {
  const { sharing } = deps
  const { monotonic } = deps.clocks
  const presences = new Map<string, KnownPresence>()
  const claims = new Map<string, number>()
  const get = (id: string) => presences.get(id) ?? unknown

  function share(id: string): void {
    const display = deps.displayOf(id)
    if (sharing === undefined || display === undefined) return
    const { org, settings } = display
    sharing.records.set(id, {
      ...{ org, room: settings.room, sounds: settings.sound === true, claim: claims.get(id) ?? null },
      ...toShared(get(id), sharing.offsetMs()),
    })
  }
  function set(id: string, presence: KnownPresence): void {
    presences.set(id, presence)
    share(id)
  }

  const otherNodes = () => sharing?.records.others() ?? []
  function elsewhereOf(id: string, nodes = otherNodes()): KnownPresence[] {
    if (sharing === undefined) return []
    return nodes.flatMap(({ isAlive, records }) => {
      const shared = records.get(id)
      return shared === undefined ? [] : [fromShared(shared, sharing.offsetMs(), isAlive)]
    })
  }
  const isOtherOrigin = (a: ClientOrigin | undefined, b: ClientOrigin) =>
    a?.address !== b.address || a.browser !== b.browser

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
      claims.delete(id)
      const present = replaced ? presenceReplaced(before, monotonic()) : before
      set(id, presenceConnected(present, monotonic(), origin))
      if (replaced && isOtherOrigin(before.origin, origin)) conflicted(id)
    },
    claimed(id, claim) {
      claims.set(id, claim)
      share(id)
    },
    replacedElsewhere(id) {
      set(id, presenceReplaced(get(id), monotonic()))
      const { origin } = get(id)
      const newer = elsewhereOf(id).find(({ onlineSince }) => onlineSince !== undefined)?.origin
      if (newer !== undefined && isOtherOrigin(origin, newer)) conflicted(id)
    },
    conflicted,
    reported(id, report) {
      const before = get(id)
      set(id, presenceReported(before, report, monotonic()))
      return before.report?.sound !== report.sound
    },
    disconnected(id) {
      claims.delete(id)
      set(id, presenceDisconnected(get(id)))
    },
    removed(id) {
      presences.delete(id)
      claims.delete(id)
      sharing?.records.remove(id)
    },
    settingsChanged(id) {
      if (presences.has(id)) share(id)
    },
    find(ids) {
      const nodes = otherNodes()
      return Promise.resolve(
        new Map(
          ids.map((id) => {
            const own = presences.get(id)
            const all = [...(own === undefined ? [] : [own]), ...elsewhereOf(id, nodes)]
            return [id, all.length === 0 ? unknown : all.reduce(mergePresences)]
          }),
        ),
      )
    },
    paintedAgesMs: () =>
      new Map(
        [...presences].flatMap(([id, presence]) => {
          const ageMs = paintedAgeMsOf(presence)
          return ageMs === undefined ? [] : [[id, ageMs] as const]
        }),
      ),
    claimElsewhere(id) {
      const claimed = otherNodes().flatMap(({ isAlive, records }) => {
        const shared = records.get(id)
        return isAlive && typeof shared?.onlineSince === 'number' ? [shared.claim ?? 0] : []
      })
      return claimed.length === 0 ? undefined : Math.max(...claimed)
    },
    soundingElsewhere() {
      const sounding: (SharedDisplay & { readonly id: string })[] = []
      for (const { isAlive, records } of otherNodes())
        if (isAlive)
          for (const [id, { org, room, sounds, onlineSince }] of records)
            if (sounds && onlineSince !== null) sounding.push({ id, org, settings: { room, sound: true } })
      return sounding
    },
  }
}
