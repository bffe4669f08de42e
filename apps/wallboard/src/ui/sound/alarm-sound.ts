import { nextTone, type ActiveAlarm, type AlarmToneHistory } from './alarm-tones-state.ts'

/** What the screen's loudspeaker does: browsers block it until somebody has touched the page once. */
export type SoundState = 'on' | 'blocked'

/** The loudspeaker of a screen that may sound alarms. */
export interface AlarmSound {
  readonly state: () => SoundState
  /** Sounds what is due, if this screen is the one of its room that speaks. */
  readonly alarms: (
    alarms: readonly ActiveAlarm[],
    now: { readonly isLive: boolean; readonly now: number },
  ) => void
  readonly speaks: (isSpeaker: boolean) => void
  readonly stop: () => void
}

/** Notes as seconds from the start and hertz. Made here: no file, no request. */
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
    // A soft start and end: a step would click.
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

export function createAlarmSound(onChanged: (state: SoundState) => void): AlarmSound {
  const context = new AudioContext()
  let heard: AlarmToneHistory = new Map()
  let isSpeaker = false
  const state = (): SoundState => (context.state === 'running' ? 'on' : 'blocked')

  const changed = () => {
    onChanged(state())
  }
  const touched = () => {
    void context.resume().catch(() => undefined) // still blocked: the note on the screen stays
  }
  context.addEventListener('statechange', changed)
  document.addEventListener('pointerdown', touched)
  document.addEventListener('keydown', touched)

  return {
    state,
    speaks(speaks) {
      isSpeaker = speaks
    },
    alarms(alarms, at) {
      // What began while another screen spoke was heard from there.
      const due = nextTone(heard, alarms, at)
      heard = due.heard
      if (due.tone !== undefined && isSpeaker && state() === 'on') play(context, due.tone)
    },
    stop() {
      context.removeEventListener('statechange', changed)
      document.removeEventListener('pointerdown', touched)
      document.removeEventListener('keydown', touched)
      void context.close().catch(() => undefined) // gone already
    },
  }
}
