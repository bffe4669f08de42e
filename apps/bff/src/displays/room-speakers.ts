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

/** Elects one speaker in each room. */
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

export function createRoomSpeakers(deps: {
  /** All displays that may be connected, from memory. */
  readonly displays: () => Iterable<RoomDisplay>
  readonly presences: (ids: readonly string[]) => Promise<ReadonlyMap<string, SpeakerPresence>>
  readonly send: (id: string, isSpeaker: boolean) => void
  /** An election failed; the next event tries again. */
  readonly onFailed: (error: unknown) => void
}): RoomSpeakers {
  const speakerOfRoom = new Map<string, string>()
  /** The displays whose current socket was sent that it is the room speaker. */
  const notified = new Set<string>()
  let isElecting = false
  /** Events that have happened, and those that the latest election has seen. */
  let events = 0

  async function elect(): Promise<void> {
    const candidates = [...deps.displays()].filter(({ settings }) => settings.sound === true)
    const presences = await deps.presences([...new Set([...candidates.map(({ id }) => id), ...notified])])
    const rooms = new Map<string, Candidate[]>()
    for (const display of candidates) {
      const { onlineSince, report } = presences.get(display.id) ?? {}
      if (onlineSince === undefined) continue
      const room = roomOf(display)
      const others = rooms.get(room) ?? []
      others.push({ id: display.id, onlineSince, sound: report?.sound ?? 'off' })
      rooms.set(room, others)
    }
    for (const room of speakerOfRoom.keys()) if (!rooms.has(room)) speakerOfRoom.delete(room)
    for (const [room, present] of rooms) {
      const speaker = electSpeaker(present, speakerOfRoom.get(room))
      if (speaker !== undefined) speakerOfRoom.set(room, speaker)
    }
    const speakers = new Set(speakerOfRoom.values())
    for (const id of new Set([...candidates.map((display) => display.id), ...notified])) {
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
        await elect()
      }
    } catch (error) {
      deps.onFailed(error)
    } finally {
      isElecting = false
    }
  }

  function reelect(): void {
    events += 1
    if (isElecting) return
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
