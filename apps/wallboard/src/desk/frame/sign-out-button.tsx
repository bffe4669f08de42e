import { useState } from 'react'
import { deskFrame } from '../../i18n/index.ts'
import { useDeskSession } from '../desk-session/desk-session-context.tsx'

/** Signs out; shows an error when the server did not end the session. */
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
        {deskFrame.signOut}
      </button>
      {hasFailed && <p role="alert">{deskFrame.notSignedOut}</p>}
    </>
  )
}
