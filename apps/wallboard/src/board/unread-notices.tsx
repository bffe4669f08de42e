import type { UnreadList } from '@wallboard/relay'
import { unreadOf, unreadText } from './unread-text.ts'
import styles from './header.module.css'

/** Lists that could not be read, each with the reason. Loaded when there is one. */
export function UnreadNotices(props: {
  readonly unread: readonly UnreadList[]
  readonly dataSources: readonly string[]
}) {
  return unreadOf(props.unread, props.dataSources).map((each) => (
    <p key={each.list} className={styles.unread} data-unread={each.list}>
      {unreadText(each)}
    </p>
  ))
}
