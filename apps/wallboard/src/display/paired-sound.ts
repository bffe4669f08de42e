import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { ShownSound } from '../board/shown-sound.ts'
import { ignoreError, type DisplayPorts } from './display-ports.ts'
import type { RoomSound, RoomSoundDeps } from './room-sound.ts'

/** The sound of a paired display: it is loaded once the display's settings allow it. */
export interface PairedSound {
  readonly setAllowed: (isAllowed: boolean) => void
  readonly setIsRoomSpeaker: (isSpeaker: boolean) => void
  /** The sound state that is reported to the server. */
  readonly state: () => DisplayReport['sound']
  readonly stop: () => void
}

export function createPairedSound(deps: {
  readonly load: DisplayPorts['roomSound']
  readonly stores: RoomSoundDeps['stores']
  /** Shows the sound on the screen; undefined: the display may not sound alarms. */
  readonly show: (sound: ShownSound | undefined) => void
  /** Reports the display's state to the server. */
  readonly report: () => void
}): PairedSound {
  let sound: RoomSound | undefined
  let isAllowed = false
  let isRoomSpeaker = false
  const allowed = () => isAllowed

  function show(): void {
    deps.show(isAllowed ? (sound?.shown() ?? 'off') : undefined)
  }

  function changed(): void {
    show()
    deps.report()
  }

  async function start(): Promise<void> {
    const createSound = await deps.load()
    if (!allowed() || sound !== undefined) return
    sound = createSound({ stores: deps.stores, onChanged: changed })
    sound.setIsRoomSpeaker(isRoomSpeaker)
    changed()
  }

  return {
    setAllowed(next) {
      if (next === isAllowed) return
      isAllowed = next
      if (isAllowed) {
        show()
        start().catch(ignoreError) // without it the display reports that its sound is off
        return
      }
      sound?.stop()
      sound = undefined
      changed()
    },
    setIsRoomSpeaker(isSpeaker) {
      isRoomSpeaker = isSpeaker
      sound?.setIsRoomSpeaker(isSpeaker)
      show()
    },
    state: () => sound?.state() ?? 'off',
    stop() {
      isAllowed = false
      sound?.stop()
    },
  }
}
