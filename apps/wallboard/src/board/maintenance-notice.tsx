import type { Maintenance } from '@wallboard/relay'
import { useScreenStatus } from '../live/hooks/live-context.tsx'
import { maintenanceText } from './maintenance-text.ts'
import { useSiteZone } from './site-zone-context.tsx'

/** Maintenance of Five9 in words; renders once a minute. */
export function MaintenanceNotice(props: { readonly maintenance: Maintenance; readonly className?: string }) {
  const { maintenance, className } = props
  const zone = useSiteZone()
  const text = useScreenStatus((status) => maintenanceText(maintenance, status, zone))
  if (text === undefined) return null
  return (
    <p className={className} role="status" data-maintenance={maintenance.phase}>
      {text}
    </p>
  )
}
