import { electSpeaker, type Candidate } from './room-speaker-state.ts'

/** A screen as the election sees it. */
interface RoomScreen {
  readonly id: string
  readonly org: string
  readonly settings: { readonly room: string; readonly sound?: boolean | undefined }
}

/** One speaker in each room. */
export interface Speakers {
  /** Elects anew, once for all that happens in a tick: a screen came, went, or reported another state of its sound. */
  readonly reelect: () => void
  /** A new socket of the screen knows nothing yet. */
  readonly reset: (id: string) => void
}

export function createSpeakers(deps: {
  /** All that may be connected. */
  readonly screens: () => Iterable<RoomScreen>
  /** Undefined while the screen is not connected. */
  readonly candidate: (id: string) => Omit<Candidate, 'id'> | undefined
  readonly tell: (id: string, isSpeaker: boolean) => void
}): Speakers {
  const speaking = new Map<string, string>()
  const lastSent = new Map<string, boolean>()
  let electing: NodeJS.Immediate | undefined

  /** A screen without a room is a room of its own. */
  const roomOf = ({ id, org, settings }: RoomScreen) =>
    JSON.stringify(settings.room === '' ? [org, '', id] : [org, settings.room])

  function elect(): void {
    electing = undefined
    const rooms = new Map<string, Candidate[]>()
    const screens = [...deps.screens()]
    for (const screen of screens) {
      const seen = deps.candidate(screen.id)
      if (screen.settings.sound !== true || seen === undefined) continue
      const room = roomOf(screen)
      rooms.set(room, [...(rooms.get(room) ?? []), { id: screen.id, ...seen }])
    }
    for (const room of speaking.keys()) if (!rooms.has(room)) speaking.delete(room)
    for (const [room, candidates] of rooms) {
      const speaker = electSpeaker(candidates, speaking.get(room))
      if (speaker !== undefined) speaking.set(room, speaker)
    }
    const speakers = new Set(speaking.values())
    for (const { id } of screens) {
      const isSpeaker = speakers.has(id)
      if (deps.candidate(id) === undefined || (lastSent.get(id) ?? false) === isSpeaker) continue
      lastSent.set(id, isSpeaker)
      deps.tell(id, isSpeaker)
    }
  }

  return {
    reelect() {
      electing ??= setImmediate(elect)
    },
    reset: (id) => {
      lastSent.delete(id)
    },
  }
}
