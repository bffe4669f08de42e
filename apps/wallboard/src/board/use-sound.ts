import { useEffect, useRef, useState } from 'react'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import type { SoundState, AlarmSound } from '../ui/sound/alarm-sound.ts'

/** `off`: this screen may not sound alarms, or another of its room does. */
export type ShownSound = SoundState | 'off'

const listenEveryMs = 1_000

/**
 * The loudspeaker of a screen that may sound alarms, loaded only there. What it says of itself is reported at once,
 * so that the server can choose a screen that can be heard.
 */
export function useSound(
  stores: LiveStores,
  isWanted: boolean,
  isSpeaker: boolean,
  onChanged: (sound: ShownSound) => void,
): ShownSound {
  const [state, setState] = useState<SoundState>()
  const speaker = useRef<AlarmSound>(undefined)

  useEffect(() => {
    if (!isWanted) return undefined
    let isOver = false
    let listening: number | undefined
    const changed = (next: SoundState) => {
      setState(next)
      onChanged(next)
    }
    const start = async () => {
      const { createAlarmSound } = await import('../ui/sound/alarm-sound.ts')
      if (isOver) return
      const created = createAlarmSound(changed)
      speaker.current = created
      changed(created.state())
      listening = window.setInterval(() => {
        const { freshness, screenNow } = stores.statistics.status.getState()
        const live = stores.alerts.active.getState().list.filter(({ isLive }) => isLive)
        created.alarms(live, { isLive: freshness === 'live' || live.length > 0, now: screenNow })
      }, listenEveryMs)
    }
    // A screen whose sound could not be loaded is one without: it says that it is off.
    start().catch(() => undefined)
    return () => {
      isOver = true
      window.clearInterval(listening)
      speaker.current?.stop()
      speaker.current = undefined
      setState(undefined)
      onChanged('off')
    }
  }, [stores, isWanted, onChanged])

  useEffect(() => {
    speaker.current?.speaks(isSpeaker)
  }, [isSpeaker, state])

  if (!isWanted || state === undefined) return 'off'
  return state === 'blocked' ? 'blocked' : isSpeaker ? 'on' : 'off'
}
