import type { Level } from '@wallboard/statistics'
import styles from './navigation.module.css'

interface NavigationCountProps {
  readonly count: number
  /** The highest level of what is counted: the sign and its colour are those of the level elsewhere. */
  readonly level: Exclude<Level, 'none'>
  /** The words after the number, for assistive technology: "needs attention". */
  readonly meaning: string
}

const signs = { warn: '▲', critical: '■' } as const

/** A count beside the title of a page in the navigation; nothing for 0. */
export const NavigationCount = ({ count, level, meaning }: NavigationCountProps) =>
  count === 0 ? null : (
    <b className={styles.count} data-level={level}>
      {` ${signs[level]} ${count}`}
      <span className={styles.hidden}> {meaning}</span>
    </b>
  )
