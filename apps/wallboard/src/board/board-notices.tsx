import type { Maintenance, UnreadList } from '@wallboard/relay'
import { notices } from '../i18n/index.ts'
import type { Hint } from '../live/session/screen-status-state.ts'
import { linkHint } from './link-hint-text.ts'
import { MaintenanceNotice } from './maintenance-notice.tsx'
import { unreadOf } from './unread-lists.ts'
import styles from './header.module.css'

/** Maintenance of Five9, and lists that could not be read, with reasons. Loaded with the first notice. */
export function BoardNotices(props: {
  readonly maintenance: Maintenance | undefined
  readonly unread: readonly UnreadList[]
  readonly dataSources: readonly string[]
}) {
  const { maintenance } = props
  return (
    <>
      {maintenance !== undefined && (
        <MaintenanceNotice maintenance={maintenance} className={styles.maintenance ?? ''} />
      )}
      {unreadOf(props.unread, props.dataSources).map((each) => (
        <p key={each.list} className={styles.unread} data-unread={each.list}>
          {notices.unreadNames(each)}
        </p>
      ))}
    </>
  )
}

/** What happened to the link and what to do. Shown after the problem. */
export function LinkHint({ hint }: { hint: Hint }) {
  return <>{`. ${linkHint(hint)}`}</>
}

/** Why a board shows no queues: the list of queues could not be read. */
export function QueueListUnread({ unread }: { unread: UnreadList }) {
  return <>{notices.listUnread(unread)}</>
}
