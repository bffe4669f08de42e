import { palette } from '../../i18n/index.ts'
import { isApple } from '../keyboard/is-apple.ts'
import { useDeskKeyboard } from '../keyboard/keyboard-context.tsx'
import { PageIcon } from './page-icon.tsx'
import styles from './desk-frame.module.css'

/** Opens the palette, as `Ctrl K` does. It looks like the field that it opens. */
export function FindButton() {
  const { openPalette } = useDeskKeyboard()
  return (
    <button
      type="button"
      className={styles.find}
      aria-label={palette.find}
      aria-keyshortcuts="Control+K Meta+K"
      aria-haspopup="dialog"
      onClick={openPalette}
    >
      <PageIcon name="find" />
      <span>{palette.find}</span>
      <kbd>{palette.keys(isApple())}</kbd>
    </button>
  )
}
