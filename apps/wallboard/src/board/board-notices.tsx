import type { Maintenance, UnreadList } from '@wallboard/relay'
import { notices } from '../i18n/index.ts'
import { useUnread } from '../live/hooks/live-context.tsx'
import type { Hint } from '../live/session/screen-status-state.ts'
import { AlertStrip } from './alert-strip.tsx'
import { linkHint } from './link-hint-text.ts'
import { MaintenanceNotice } from './maintenance-notice.tsx'
import { unreadOf } from './unread-lists.ts'
import styles from './header.module.css'
import type { ShownSound } from './shown-sound.ts'

/** What the header shows beside figures and freshness. Loaded with the first of it. */
export function BoardNotices(props: {
  readonly maintenance: Maintenance | undefined
  readonly unread: readonly UnreadList[]
  readonly dataSources: readonly string[]
  readonly sound: ShownSound | undefined
}) {
  const { maintenance, sound } = props
  return (
    <>
      {sound !== undefined && <Sound sound={sound} />}
      <AlertStrip />
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

/** Why a board with figures shows no queues. */
export function NoQueues({ knownQueues = 0 }: { readonly knownQueues: number | undefined }) {
  const unread = useUnread().find(({ list }) => list === 'queues')
  if (unread !== undefined) return <>{notices.listUnread(unread)}</>
  return <>{knownQueues === 0 ? notices.noQueues : notices.noStatistics}</>
}

/** Whether this display sounds alarms. */
function Sound({ sound }: { readonly sound: ShownSound }) {
  if (sound === 'blocked')
    return (
      <p className={styles.problem} data-sound="blocked">
        {notices.sound.blocked}
      </p>
    )
  return (
    <p className={styles.sound} data-sound={sound}>
      {notices.sound[sound]}
    </p>
  )
}
