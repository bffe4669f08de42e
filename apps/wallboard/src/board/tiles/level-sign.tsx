import { board } from '../../i18n/index.ts'
import { useTileAlert } from '../../live/hooks/live-context.tsx'
import styles from './tiles.module.css'

/**
 * A sign for each level of an alert. Levels differ by sign, word, place and colour, never by colour alone. The signs are
 * drawn because not every television has glyphs for them.
 */
const signs = { warn: 'M8 1 16 15H0z', critical: 'M1 1h14v14H1z' } as const

type SignedLevel = keyof typeof signs

interface SignProps {
  readonly level: SignedLevel
  /** Somebody has acknowledged the alert: the sign is an outline with a tick in it. */
  readonly isAcknowledged?: boolean | undefined
}

const titleOf = ({ level, isAcknowledged }: SignProps): string =>
  isAcknowledged === true ? `${board.levels[level]}, ${board.acknowledged}` : board.levels[level]

/** The sign, labelled for screen readers. */
export function Sign(props: SignProps) {
  return (
    <svg className={styles.sign} viewBox="0 0 16 16" role="img" aria-label={titleOf(props)}>
      <path d={signs[props.level]} />
      {props.isAcknowledged === true && <path d="M5 9.5l2 2.5 4-5" />}
    </svg>
  )
}

/** The sign of an alert and its word. */
export function LevelSign({ hasWord = true, ...alert }: SignProps & { readonly hasWord?: boolean }) {
  const { level } = alert
  return (
    <span className={styles.level} title={titleOf(alert)}>
      <Sign {...alert} />
      {hasWord && <span aria-hidden="true">{board.levels[level]}</span>}
    </span>
  )
}

/** Sign and word in the line of counts of a tile with an alert. */
export function CountsSign({ tileKey }: { tileKey: string }) {
  const { level, isAcknowledged } = useTileAlert(tileKey)
  return level === 'none' ? null : <LevelSign {...{ level, isAcknowledged }} />
}

/** The sign alone, between figure and wait, for a tile whose name leaves no room for a line of counts. */
export function TightSign({ tileKey }: { tileKey: string }) {
  const { level, isAcknowledged } = useTileAlert(tileKey)
  return level === 'none' ? null : (
    <span className={styles.tightSign} title={titleOf({ level, isAcknowledged })}>
      <Sign {...{ level, isAcknowledged }} />
    </span>
  )
}
