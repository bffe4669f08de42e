import type { ShownSound } from '../board/shown-sound.ts'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import { createAlarmSound, type AlarmSound, type SoundState } from '../ui/sound/alarm-sound.ts'

const checkEveryMs = 1_000

/** The sound of a display that may sound alarms: loaded only on such a display. */
export interface RoomSound {
  /** What the screen shows: `on` only on the display of its room that sounds alarms. */
  readonly shown: () => ShownSound
  /** The sound state that is reported: the server elects a display that can be heard. */
  readonly state: () => SoundState
  /** Whether this display is the one of its room that sounds alarms. */
  readonly setIsRoomSpeaker: (isRoomSpeaker: boolean) => void
  readonly stop: () => void
}

export interface RoomSoundDeps {
  readonly stores: Pick<LiveStores, 'statistics' | 'alerts'>
  readonly onChanged: () => void
}

export function createRoomSound(
  { stores, onChanged }: RoomSoundDeps,
  createSound: (onChanged: () => void) => AlarmSound,
): RoomSound {
  const { statistics, alerts } = stores
  const sound = createSound(onChanged)
  let isSpeaker = false
  const timer = setInterval(() => {
    const ofServer = alerts.ofServer()
    if (ofServer === undefined) return
    const { serverNow, screenNow } = statistics.status.getState()
    const list = ofServer.map(({ id, level, alarms, state, since }) => ({
      ...{ id, level, alarms, isFiring: state === 'firing', since: since - serverNow + screenNow },
    }))
    sound.update(list, screenNow)
  }, checkEveryMs)
  return {
    state: sound.state,
    shown: () => (sound.state() === 'blocked' ? 'blocked' : isSpeaker ? 'on' : 'off'),
    setIsRoomSpeaker(isRoomSpeaker) {
      isSpeaker = isRoomSpeaker
      sound.setIsRoomSpeaker(isRoomSpeaker)
    },
    stop() {
      clearInterval(timer)
      sound.stop()
    },
  }
}

/** The sound of this browser. */
export const createBrowserRoomSound = (deps: RoomSoundDeps): RoomSound =>
  createRoomSound(deps, createAlarmSound)
