import styles from './screen-notice.module.css'

/** A text over the board, large enough to be read across a room. */
export function ScreenNotice({ text }: { text: string }) {
  return (
    <div className={styles.notice} role="alert">
      {text}
    </div>
  )
}
