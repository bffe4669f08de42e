import { Link } from '@tanstack/react-router'
import styles from '../../board/header.module.css'
import { deskFrame } from '../../i18n/index.ts'
import controls from './screen-controls.module.css'
import { useUnhealthyDisplays } from '../frame/unhealthy-displays.ts'

/** Displays that need attention, in the header of the wall: visible without moving the mouse. */
export function DisplaysNotice() {
  const names = useUnhealthyDisplays()
  if (names.length === 0) return null
  return (
    <Link
      className={styles.notice}
      to="/displays"
      title={deskFrame.unhealthyDisplays(names)}
      aria-label={`▲ ${deskFrame.displayCount(names.length)}`}
    >
      ▲ <span className={controls.shortNotice}>{names.length}</span>
      <span className={controls.longNotice}>{deskFrame.displayCount(names.length)}</span>
    </Link>
  )
}
