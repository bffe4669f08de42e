import { activeAlerts } from '../../i18n/index.ts'
import { NavigationCount } from '../frame/navigation-count.tsx'
import { isOnWalls } from './alert-order-state.ts'
import { useActiveAlerts } from './use-active-alerts.ts'

/** The number of alerts on the walls, beside the link to the alerts. */
export function AlertsCount() {
  const count = useActiveAlerts().data?.alerts.filter(isOnWalls).length ?? 0
  return <NavigationCount count={count} meaning={activeAlerts.firing(count)} />
}
