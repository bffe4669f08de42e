import type { Maintenance } from '@wallboard/relay'
import { notices } from '../i18n/index.ts'
import { timeOfInstant } from '../live/session/time-of-day.ts'
import { formatSiteTime } from '../ui/format/wait.ts'

/**
 * The notice of maintenance: a countdown in whole minutes and the time of day in the site's zone. Undefined after its
 * end. `clocks` are the server's.
 */
export function maintenanceText(
  { phase, startsAt, until }: Maintenance,
  clocks: { readonly serverNow: number; readonly wallOffsetMs: number },
  zone: string | undefined,
): string | undefined {
  if (clocks.serverNow >= until) return undefined
  const texts = notices.maintenance
  if (startsAt === null) return texts.undated
  const time = formatSiteTime(timeOfInstant(clocks, startsAt), zone)
  if (phase === 'started') return texts.started(time)
  const minutes = Math.ceil((startsAt - clocks.serverNow) / 60_000)
  return minutes > 0 ? texts.announced(minutes, time) : texts.due(time)
}
