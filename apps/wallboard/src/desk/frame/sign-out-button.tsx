import { useState, type ReactNode } from 'react'
import { deskFrame } from '../../i18n/index.ts'
import { useDeskSession } from '../desk-session/desk-session-context.tsx'

/** Signs out; shows an error when the server did not end the session. Its content is the word, unless there is another. */
export function SignOutButton({ children = deskFrame.signOut }: { children?: ReactNode }) {
  const session = useDeskSession()
  const [hasFailed, setHasFailed] = useState(false)
  async function signOut() {
    setHasFailed(false)
    await session.signOut().catch(() => {
      setHasFailed(true)
    })
  }
  return (
    <>
      <button type="button" onClick={() => void signOut()}>
        {children}
      </button>
      {hasFailed && <p role="alert">{deskFrame.notSignedOut}</p>}
    </>
  )
}
