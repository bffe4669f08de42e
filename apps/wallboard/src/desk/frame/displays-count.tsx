import { deskFrame } from '../../i18n/index.ts'
import { NavigationCount } from './navigation-count.tsx'
import { useUnhealthyDisplays } from './unhealthy-displays.ts'

/** The number of displays that need attention, beside the link to the displays. */
export function DisplaysCount() {
  const count = useUnhealthyDisplays().length
  return <NavigationCount count={count} level="warn" meaning={deskFrame.needAttention(count)} />
}
