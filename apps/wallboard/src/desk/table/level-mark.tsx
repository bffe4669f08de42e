import { board } from '../../i18n/index.ts'
import styles from './desk-table.module.css'

/** A sign for each level of an alert: levels differ by sign and place, never by colour alone. */
const signs = { warn: 'M8 1 16 15H0z', critical: 'M1 1h14v14H1z' } as const

/** The sign of a level before the name of a row, labelled for screen readers. */
export function LevelMark({ level }: { readonly level: keyof typeof signs }) {
  return (
    <svg
      className={styles.mark}
      data-mark={level}
      viewBox="0 0 16 16"
      role="img"
      aria-label={board.levels[level]}
    >
      <path d={signs[level]} />
    </svg>
  )
}
