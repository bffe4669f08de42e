import { Link, Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useDeskState } from '../desk-session/desk-session-context.tsx'
import { DisplaysLink } from './displays-link.tsx'
import styles from './desk-frame.module.css'
import { SignOutButton } from './sign-out-button.tsx'

/** The frame of the desk's pages: navigation, who is signed in, sign-out. */
export function DeskFrame() {
  const username = useDeskState(({ live }) => live?.username)
  const isSignedOut = useDeskState(({ signIn }) => signIn.status !== 'signed-in')
  useEffect(() => {
    delete document.documentElement.dataset['theme'] // a board may have left its own
  }, [])
  return (
    <div className={styles.frame}>
      <nav className={styles.navigation} aria-label="Pages">
        <p className={styles.brand}>Wallboard</p>
        <Link to="/" activeOptions={{ exact: true }}>
          Wall
        </Link>
        <Link to="/boards">Boards</Link>
        <DisplaysLink />
        <div className={styles.person}>
          <p title={username}>{username}</p>
          <SignOutButton />
        </div>
      </nav>
      <div className={styles.page}>
        {isSignedOut && (
          <p role="alert" className={styles.signedOut}>
            You are signed out, and this page has unsaved changes. Sign in{' '}
            <Link to="/sign-in" target="_blank">
              in another tab
            </Link>
            , then come back and save them.
          </p>
        )}
        <Outlet />
      </div>
    </div>
  )
}
