import { nextTone, nothingHeard, type AlarmingAlert, type HeardAlarms } from './alarm-tones-state.ts'

/** Browsers block sound until a person has clicked or typed on the page. */
export type SoundState = 'on' | 'blocked'

/** The sound of a display that may sound alarms. */
export interface AlarmSound {
  readonly state: () => SoundState
  /** Plays the tone that is due, if this display is the speaker of its room. `now`: by the page's own clock. */
  readonly update: (alerts: readonly AlarmingAlert[], now: number) => void
  readonly setIsRoomSpeaker: (isRoomSpeaker: boolean) => void
  readonly stop: () => void
}

/** Notes: seconds from the start, and hertz. Synthesized, so that no file is loaded. */
const tones = {
  warn: [
    [0, 523],
    [0.22, 659],
  ],
  critical: [
    [0, 880],
    [0.25, 880],
    [0.5, 880],
  ],
} as const
const noteSeconds = 0.2
const loudness = { warn: 0.12, critical: 0.3 } as const

function play(context: AudioContext, tone: keyof typeof tones): void {
  for (const [at, hertz] of tones[tone]) {
    const start = context.currentTime + at
    const gain = context.createGain()
    // Fade in and out: a step would click.
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(loudness[tone], start + 0.02)
    gain.gain.linearRampToValueAtTime(0, start + noteSeconds)
    const note = context.createOscillator()
    note.frequency.value = hertz
    note.connect(gain).connect(context.destination)
    note.start(start)
    note.stop(start + noteSeconds)
  }
}

/** Creates the sound of this page. `onChanged` gets the new state when the browser blocks or allows sound. */
export function createAlarmSound(onChanged: (state: SoundState) => void): AlarmSound {
  const context = new AudioContext()
  let heard: HeardAlarms | undefined
  let isSpeaker = false
  const state = (): SoundState => (context.state === 'running' ? 'on' : 'blocked')

  const changed = () => {
    onChanged(state())
  }
  const touched = () => {
    void context.resume().catch(() => undefined) // still blocked: the page keeps its notice
  }
  context.addEventListener('statechange', changed)
  document.addEventListener('pointerdown', touched)
  document.addEventListener('keydown', touched)

  return {
    state,
    setIsRoomSpeaker(value) {
      isSpeaker = value
    },
    update(alerts, now) {
      // Also while another display is the speaker: people heard the tone from there.
      const due = nextTone(heard ?? nothingHeard(now), alerts, now)
      heard = due.heard
      if (due.tone !== undefined && isSpeaker && state() === 'on') play(context, due.tone)
    },
    stop() {
      context.removeEventListener('statechange', changed)
      document.removeEventListener('pointerdown', touched)
      document.removeEventListener('keydown', touched)
      void context.close().catch(() => undefined) // closed already
    },
  }
}
