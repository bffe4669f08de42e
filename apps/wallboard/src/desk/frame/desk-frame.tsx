import { Link, Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { deskFrame, deskTerms } from '../../i18n/index.ts'
import { useDeskState } from '../desk-session/desk-session-context.tsx'
import { DisplaysLink } from './displays-link.tsx'
import styles from './desk-frame.module.css'
import { Five9Notices } from './five9-notices.tsx'
import { SignOutButton } from './sign-out-button.tsx'

/** The frame of the desk's pages: navigation, the signed-in person, sign-out. */
export function DeskFrame() {
  const username = useDeskState(({ live }) => live?.username)
  const isSignedOut = useDeskState(({ signIn }) => signIn.status !== 'signed-in')
  useEffect(() => {
    delete document.documentElement.dataset['theme'] // of a board that was shown before
  }, [])
  return (
    <div className={styles.frame}>
      <nav className={styles.navigation} aria-label={deskFrame.navigation}>
        <p className={styles.brand}>{deskTerms.product}</p>
        <Link to="/" activeOptions={{ exact: true }}>
          {deskTerms.wall}
        </Link>
        <Link to="/boards">{deskTerms.boards}</Link>
        <DisplaysLink />
        <Link to="/history">{deskTerms.history}</Link>
        <div className={styles.person}>
          <p title={username}>{username}</p>
          <SignOutButton />
        </div>
      </nav>
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
        <Outlet />
      </div>
    </div>
  )
}
