import { activeAlerts } from '../../i18n/index.ts'
import { NavigationCount } from '../frame/navigation-count.tsx'
import { highestLevel, isActive } from './alert-order-state.ts'
import { useActiveAlerts } from './use-active-alerts.ts'

/** The number of active alerts and the sign of the highest level among them, beside the link to the alerts. */
export function AlertsCount() {
  const alerts = useActiveAlerts().data?.alerts.filter(isActive) ?? []
  const level = highestLevel(alerts)
  return (
    <NavigationCount
      count={alerts.length}
      level={level}
      meaning={activeAlerts.activeCount(alerts.length, level)}
    />
  )
}
