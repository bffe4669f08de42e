import type { DisplayReport } from '@wallboard/relay/rest/displays'
import { electSpeaker, type Candidate } from './room-speaker-state.ts'

/** A display as the election sees it. */
interface RoomDisplay {
  readonly id: string
  readonly org: string
  readonly settings: { readonly room: string; readonly sound?: boolean | undefined }
}

interface SpeakerPresence {
  /** Undefined while the display is not connected. */
  readonly onlineSince: number | undefined
  readonly report: Pick<DisplayReport, 'sound'> | undefined
}

/** The elected speaker of each room, which all nodes of a cluster know. */
export interface ElectedSpeakers {
  readonly of: (room: string) => string | undefined
  readonly rooms: () => Iterable<string>
  /** `undefined`: the room has no speaker any more. */
  readonly set: (room: string, id: string | undefined) => void
}

/** Elects one speaker in each room, and notifies the displays of this process. */
export interface RoomSpeakers {
  /** Elects again, once for all events of a tick: a display connected, disconnected, changed, or reported its sound. */
  readonly reelect: () => void
  /** A new socket has not been sent anything yet. */
  readonly connected: (id: string) => void
  readonly removed: (id: string) => void
}

/** A display without a room has a separate room. */
const roomOf = ({ id, org, settings }: RoomDisplay) =>
  JSON.stringify(settings.room === '' ? [org, '', id] : [org, settings.room])

/** The elected speakers of a server of one process. */
export function createElectedSpeakers(): ElectedSpeakers {
  const speakers = new Map<string, string>()
  return {
    of: (room) => speakers.get(room),
    rooms: () => speakers.keys(),
    set(room, id) {
      if (id === undefined) speakers.delete(room)
      else speakers.set(room, id)
    },
  }
}

export function createRoomSpeakers(deps: {
  /** The displays with sound that may be connected to this process, from memory. */
  readonly displays: () => Iterable<RoomDisplay>
  /** The displays with sound that are connected to other nodes. */
  readonly elsewhere?: (() => readonly RoomDisplay[]) | undefined
  readonly presences: (ids: readonly string[]) => Promise<ReadonlyMap<string, SpeakerPresence>>
  readonly elected?: ElectedSpeakers | undefined
  /** Whether this node elects; the other nodes only notify their displays. */
  readonly doesSharedWork?: (() => boolean) | undefined
  readonly send: (id: string, isSpeaker: boolean) => void
  /** An election failed; the next event tries again. */
  readonly onFailed: (error: unknown) => void
}): RoomSpeakers {
  const { elsewhere = () => [], elected = createElectedSpeakers(), doesSharedWork = () => true } = deps
  /** The displays whose current socket was sent that it is the room speaker. */
  const notified = new Set<string>()
  let isElecting = false
  /** Events that have happened, and those that the latest election has seen. */
  let events = 0

  function elect(candidates: readonly RoomDisplay[], presences: ReadonlyMap<string, SpeakerPresence>): void {
    const rooms = new Map<string, Candidate[]>()
    for (const display of candidates) {
      const { onlineSince, report } = presences.get(display.id) ?? {}
      if (onlineSince === undefined) continue
      const room = roomOf(display)
      const others = rooms.get(room) ?? []
      others.push({ id: display.id, onlineSince, sound: report?.sound ?? 'off' })
      rooms.set(room, others)
    }
    for (const room of elected.rooms()) if (!rooms.has(room)) elected.set(room, undefined)
    for (const [room, present] of rooms) {
      const speaker = electSpeaker(present, elected.of(room))
      if (speaker !== undefined) elected.set(room, speaker)
    }
  }

  async function electAndNotify(): Promise<void> {
    const own = [...deps.displays()]
    const ownIds = new Set([...own.map(({ id }) => id), ...notified])
    const others = doesSharedWork() ? elsewhere().filter(({ id }) => !ownIds.has(id)) : []
    const presences = await deps.presences([...ownIds, ...others.map(({ id }) => id)])
    if (doesSharedWork()) elect([...own, ...others], presences)
    const speakers = new Set(
      own.flatMap((display) => (elected.of(roomOf(display)) === display.id ? display.id : [])),
    )
    for (const id of ownIds) {
      const isSpeaker = speakers.has(id)
      if (presences.get(id)?.onlineSince === undefined || notified.has(id) === isSpeaker) continue
      if (isSpeaker) notified.add(id)
      else notified.delete(id)
      deps.send(id, isSpeaker)
    }
  }

  /** Elections never overlap: events during one lead to one more. */
  async function run(): Promise<void> {
    try {
      for (let seen = -1; seen !== events;) {
        seen = events
        await electAndNotify()
      }
    } catch (error) {
      deps.onFailed(error)
    } finally {
      isElecting = false
    }
  }

  /** As on most sites: no display has sound, and none had. A storm is thousands of events. */
  function hasNothingToElect(): boolean {
    if (deps.elsewhere !== undefined || notified.size > 0) return false
    return isEmpty(elected.rooms()) && isEmpty(deps.displays())
  }

  function reelect(): void {
    events += 1
    if (isElecting || hasNothingToElect()) return
    isElecting = true
    setImmediate(() => void run())
  }

  return {
    reelect,
    connected(id) {
      notified.delete(id)
      reelect()
    },
    removed(id) {
      notified.delete(id)
      reelect()
    },
  }
}

function isEmpty(items: Iterable<unknown>): boolean {
  for (const _ of items) return false
  return true
}
