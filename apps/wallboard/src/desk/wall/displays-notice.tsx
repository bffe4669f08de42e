import { addressOf } from '../../api/address.ts'
import styles from '../../board/header.module.css'

/** Screens in trouble, where it can be seen by whoever does not touch the mouse. */
export function DisplaysNotice({ names }: { names: readonly string[] }) {
  const count = `${names.length} ${names.length === 1 ? 'display' : 'displays'}`
  return (
    <a className={styles.notice} href={addressOf('displays')} title={`In trouble: ${names.join(', ')}`}>
      ▲ {count}
    </a>
  )
}
