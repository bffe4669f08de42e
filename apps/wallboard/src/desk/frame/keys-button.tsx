import { keyboard } from '../../i18n/index.ts'
import { useDeskKeyboard } from '../keyboard/keyboard-context.tsx'
import styles from './desk-frame.module.css'

/** Opens the list of keys, as `?` does. */
export function KeysButton() {
  const { openKeys } = useDeskKeyboard()
  return (
    <button
      type="button"
      className={styles.keysButton}
      aria-label={keyboard.showKeys}
      aria-keyshortcuts="?"
      title={keyboard.showKeys}
      onClick={openKeys}
    >
      ?
    </button>
  )
}
