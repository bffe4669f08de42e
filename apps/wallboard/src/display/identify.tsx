import styles from './identify.module.css'

/** The screen says which one it is, large enough to be found from the other end of a room. */
export function Identify({ name }: { name: string }) {
  return (
    <div className={styles.identify} role="alert">
      {name}
    </div>
  )
}
