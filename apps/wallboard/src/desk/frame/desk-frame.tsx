import { Link, Outlet } from '@tanstack/react-router'
import { deskFrame } from '../../i18n/index.ts'
import { useDeskState } from '../desk-session/desk-session-context.tsx'
import { usePreference } from '../preferences/preferences-context.tsx'
import styles from './desk-frame.module.css'
import { WaitingNotices } from '../actions/waiting-notices.tsx'
import { Five9Notices } from './five9-notices.tsx'
import { Navigation } from './navigation.tsx'
import { AlertToastsWhenLoaded } from './alert-toasts-when-loaded.tsx'
import { useDeskTheme } from './use-desk-theme.ts'
import { useDeskRules } from './use-desk-rules.ts'

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
        <Five9Notices />
        <WaitingNotices />
        <Outlet />
      </div>
      <AlertToastsWhenLoaded />
    </div>
  )
}
