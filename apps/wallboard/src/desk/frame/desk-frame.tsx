import { Link, Outlet } from '@tanstack/react-router'
import { deskFrame } from '../../i18n/index.ts'
import { useDeskState } from '../desk-session/desk-session-context.tsx'
import { usePreference } from '../preferences/preferences-context.tsx'
import styles from './desk-frame.module.css'
import { Five9Notices } from './five9-notices.tsx'
import { loadLater } from './load-later.tsx'
import { Navigation } from './navigation.tsx'
import { useDeskTheme } from './use-desk-theme.ts'
import { useDeskRules } from './use-desk-rules.ts'

const LinkNotice = loadLater(async () => (await import('./link-notice.tsx')).LinkNotice)
const WaitingNotices = loadLater(async () => (await import('../actions/waiting-notices.tsx')).WaitingNotices)
/** No alert is news before the first list of alerts has come. */
const AlertToasts = loadLater(async () => (await import('../active-alerts/alert-toasts.tsx')).AlertToasts)

/** The frame of the desk's pages: navigation, and what the person has to know on every page. */
export function DeskFrame() {
  const isSignedOut = useDeskState(({ signIn }) => signIn.status !== 'signed-in')
  useDeskTheme(usePreference('theme'))
  useDeskRules()
  return (
    <div className={styles.frame}>
      <Navigation />
      <div className={styles.page}>
        {isSignedOut && (
          <p role="alert" className={styles.signedOut}>
            {deskFrame.signedOut.before}
            <Link to="/sign-in" target="_blank">
              {deskFrame.signedOut.link}
            </Link>
            {deskFrame.signedOut.after}
          </p>
        )}
        <LinkNotice />
        <Five9Notices />
        <WaitingNotices />
        <Outlet />
      </div>
      <AlertToasts />
    </div>
  )
}
