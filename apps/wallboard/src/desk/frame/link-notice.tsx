import { linkHint } from '../../board/link-hint-text.ts'
import { deskFrame } from '../../i18n/index.ts'
import { useHint } from '../../live/hooks/live-context.tsx'
import styles from './desk-frame.module.css'
import { SignOutButton } from './sign-out-button.tsx'

/** What a person can do about a link that is not up, above each page of the desk. */
export function LinkNotice() {
  const hint = useHint()
  if (hint === undefined) return null
  return (
    <p className={styles.five9Notice} aria-live="polite" data-link-hint={hint.code}>
      {linkHint(hint)}
      {hint.code === 'sign-in-needed' && <SignOutButton>{deskFrame.signInAgain}</SignOutButton>}
    </p>
  )
}
