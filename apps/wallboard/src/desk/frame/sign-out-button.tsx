import { useState } from 'react'
import { useDeskSession } from '../desk-session/desk-session-context.tsx'

/** Signs out; says so when the server did not end the session. */
export function SignOutButton() {
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
        Sign out
      </button>
      {hasFailed && (
        <p role="alert">Not signed out: the server does not answer. Try again, or close this browser.</p>
      )}
    </>
  )
}
