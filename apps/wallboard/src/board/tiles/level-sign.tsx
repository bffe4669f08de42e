import { board } from '../../i18n/index.ts'
import { useTileAlert } from '../../live/hooks/live-context.tsx'
import styles from './tiles.module.css'

/**
 * A sign for each level of an alert. Levels differ by sign, word, place and colour, never by colour alone. The signs are
 * drawn because not every television has glyphs for them.
 */
const signs = { warn: 'M8 1 16 15H0z', critical: 'M1 1h14v14H1z' } as const

type SignedLevel = keyof typeof signs

/** The sign, labelled for screen readers. */
export function Sign({ level }: { level: SignedLevel }) {
  return (
    <svg className={styles.sign} viewBox="0 0 16 16" role="img" aria-label={board.levels[level]}>
      <path d={signs[level]} />
    </svg>
  )
}

/** The sign of an alert and its word. */
export function LevelSign({ level, hasWord = true }: { level: SignedLevel; hasWord?: boolean }) {
  return (
    <span className={styles.level} title={board.levels[level]}>
      <Sign level={level} />
      {hasWord && <span aria-hidden="true">{board.levels[level]}</span>}
    </span>
  )
}

/** Sign and word in the line of counts of a tile with an alert. */
export function CountsSign({ tileKey }: { tileKey: string }) {
  const { level } = useTileAlert(tileKey)
  return level === 'none' ? null : <LevelSign level={level} />
}

/** The sign alone, between figure and wait, for a tile whose name leaves no room for a line of counts. */
export function TightSign({ tileKey }: { tileKey: string }) {
  const { level } = useTileAlert(tileKey)
  return level === 'none' ? null : (
    <span className={styles.tightSign} title={board.levels[level]}>
      <Sign level={level} />
    </span>
  )
}
