import type { UnreadList } from '@wallboard/relay'
import { notices } from '../i18n/index.ts'
import { unreadOf } from './unread-lists.ts'
import styles from './header.module.css'

/** Lists that could not be read, with reasons. Loaded with the first one. */
export function UnreadNotices(props: {
  readonly unread: readonly UnreadList[]
  readonly dataSources: readonly string[]
}) {
  return unreadOf(props.unread, props.dataSources).map((each) => (
    <p key={each.list} className={styles.unread} data-unread={each.list}>
      {notices.unreadNames(each)}
    </p>
  ))
}

/** Why a board shows no queues: the list of queues could not be read. */
export function QueueListUnread({ unread }: { unread: UnreadList }) {
  return <>{notices.listUnread(unread)}</>
}
