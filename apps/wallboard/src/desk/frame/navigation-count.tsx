import styles from './navigation.module.css'

interface NavigationCountProps {
  readonly count: number
  /** The words after the number, for assistive technology: "needs attention". */
  readonly meaning: string
}

/** A count beside the title of a page in the navigation; nothing for 0. */
export const NavigationCount = ({ count, meaning }: NavigationCountProps) =>
  count === 0 ? null : (
    <b className={styles.count}>
      {` ▲ ${count}`}
      <span className={styles.hidden}> {meaning}</span>
    </b>
  )
