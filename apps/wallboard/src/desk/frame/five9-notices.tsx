import { useSiteZone } from '../../board/site-zone-context.tsx'
import { MaintenanceNotice } from '../../board/maintenance-notice.tsx'
import { deskFrame } from '../../i18n/index.ts'
import { useMaintenance, useScreenStatus } from '../../live/hooks/live-context.tsx'
import { timeOfInstant } from '../../live/session/time-of-day.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { useDeskLive, useFive9Alerts } from '../desk-session/desk-session-context.tsx'
import type { Five9Alert } from '../desk-session/five9-alerts-state.ts'
import styles from './desk-frame.module.css'

/** What Five9 reported, above each page of the desk: maintenance, and campaigns without numbers until dismissed. */
export function Five9Notices() {
  const { five9Alerts } = useDeskLive()
  const maintenance = useMaintenance()
  const alerts = useFive9Alerts()
  return (
    <>
      {maintenance !== undefined && (
        <MaintenanceNotice maintenance={maintenance} className={styles.five9Notice ?? ''} />
      )}
      {alerts.map((alert) => (
        <OutOfNumbers
          key={alert.campaign?.id ?? ''}
          alert={alert}
          onDismiss={() => {
            five9Alerts.dismiss(alert)
          }}
        />
      ))}
    </>
  )
}

function OutOfNumbers({ alert, onDismiss }: { alert: Five9Alert; onDismiss: () => void }) {
  const zone = useSiteZone()
  const time = useScreenStatus((status) => formatSiteTime(timeOfInstant(status, alert.at), zone))
  return (
    <p className={styles.five9Notice} role="alert" data-five9-alert="">
      {deskFrame.outOfNumbers(alert.campaign?.name, time)}
      <button type="button" onClick={onDismiss}>
        {deskFrame.dismiss}
      </button>
    </p>
  )
}
