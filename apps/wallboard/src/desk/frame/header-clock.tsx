import { useSiteZone } from '../../board/site-zone-context.tsx'
import { useScreenStatus, useStores, type StatusStore } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
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

/** The time of day by the server's clock. Nothing before the server has sent its time. */
export function HeaderClock() {
  const hasTime = useScreenStatus(({ hasSnapshot }) => hasSnapshot)
  const { status } = useStores().statistics
  const bound = useDomBinding(bindClock, status, useSiteZone())
  return hasTime ? <time ref={bound} className={styles.clock} /> : null
}
