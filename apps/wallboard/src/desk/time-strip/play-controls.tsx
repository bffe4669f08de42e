import { timeStrip as text } from '../../i18n/index.ts'
import { speeds, type Speed } from './speeds.ts'
import styles from './time-strip.module.css'

interface PlayControlsProps {
  /** The page shows the present: there is nothing to pause. */
  readonly isLive: boolean
  /** Undefined while paused. */
  readonly speed: Speed | undefined
  readonly onPlay: (speed: Speed) => void
  readonly onPause: () => void
}

/** Pause, and play at each speed. */
export function PlayControls({ isLive, speed, onPlay, onPause }: PlayControlsProps) {
  return (
    <div className={styles.speeds} role="group" aria-label={text.speed}>
      <button type="button" disabled={isLive} aria-pressed={!isLive && speed === undefined} onClick={onPause}>
        {text.pause}
      </button>
      {speeds.map((each) => (
        <button
          key={each}
          type="button"
          aria-label={`${text.play} ${text.speedOf(each)}`}
          aria-pressed={speed === each}
          onClick={() => {
            onPlay(each)
          }}
        >
          {text.speedOf(each)}
        </button>
      ))}
    </div>
  )
}
