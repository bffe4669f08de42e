import { useSiteZone } from '../../board/site-zone-context.tsx'
import { useScreenStatus, useStores, type StatusStore } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { deskFrame } from '../../i18n/index.ts'
import { offsetMinutesAt } from '../../ui/format/site-day.ts'
import { formatTime } from '../../ui/format/wait.ts'
import { textNodeOf, useDomBinding, type DomBinding } from '../../ui/use-dom-binding.ts'
import styles from './desk-frame.module.css'

function bindClock(element: HTMLElement, status: StatusStore, zone: string | undefined): DomBinding {
  const draw = textNodeOf(element)
  return {
    sources: [status],
    draw() {
      draw(formatTime(timeOfDay(status.getState()), zone))
    },
  }
}

/**
 * The time of day of the site by the server's clock, with the site's time zone where the browser's clock shows another
 * time. Nothing before the server has sent its time.
 */
export function HeaderClock() {
  const hasTime = useScreenStatus(({ hasSnapshot }) => hasSnapshot)
  const { status } = useStores().statistics
  const zone = useSiteZone()
  const bound = useDomBinding(bindClock, status, zone)
  const isOther = useScreenStatus((now) => {
    const at = timeOfDay(now)
    return zone !== undefined && offsetMinutesAt(at, zone) !== offsetMinutesAt(at, undefined)
  })
  if (!hasTime) return null
  return (
    <span className={styles.clock}>
      <time ref={bound} />
      {isOther && (
        <small title={deskFrame.siteZoneHint} data-zone="">
          {' '}
          {zone}
        </small>
      )}
    </span>
  )
}
