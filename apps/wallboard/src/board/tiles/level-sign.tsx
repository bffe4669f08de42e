import { useTileAlert } from '../../live/hooks/live-context.tsx'
import styles from './tiles.module.css'

/**
 * How bad a tile stands is told by a sign, a word, its place and its colours: never by colour alone. Drawn, since not
 * every television has a letter for it.
 */
const signs = { warn: 'M8 1 16 15H0z', critical: 'M1 1h14v14H1z' } as const

/** The sign, named for whoever cannot see it. */
export function Sign({ level }: { level: keyof typeof signs }) {
  return (
    <svg className={styles.sign} viewBox="0 0 16 16" role="img" aria-label={level}>
      <path d={signs[level]} />
    </svg>
  )
}

/** The sign of an alarm and its word. */
export function LevelSign({ level, hasWord = true }: { level: keyof typeof signs; hasWord?: boolean }) {
  return (
    <span className={styles.level} title={level}>
      <Sign level={level} />
      {hasWord && <span aria-hidden="true">{level}</span>}
    </span>
  )
}

/** The same in a tile's line of counts. */
export function LevelOfTile({ tileKey }: { tileKey: string }) {
  const { level } = useTileAlert(tileKey)
  return level === 'none' ? null : <LevelSign level={level} />
}

/** The sign alone, between figure and wait, for a tile whose name leaves no room for a line of counts. */
export function TightSign({ tileKey }: { tileKey: string }) {
  const { level } = useTileAlert(tileKey)
  return level === 'none' ? null : (
    <span className={styles.tightSign} title={level}>
      <Sign level={level} />
    </span>
  )
}
