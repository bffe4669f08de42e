import { boardQueues, type Alert, type Board } from '@wallboard/boards'
import type { AlertOnScreen } from '@wallboard/relay'
import type { ActiveAlerts, StripAlert } from './alert-store.ts'

/* The alerts of the strip below a wall's header: those that no tile of the board can show. */

/** Of people, displays and campaigns the room sees none: see docs/decisions/0035. */
const entityKinds: ReadonlySet<string> = new Set(['floor', 'group', 'queue', 'link'])

/**
 * The server's alerts that no tile shows, most urgent first.
 *
 * @param shown the alerts of tiles and lists: see `serverAlerts`
 * @param isConnected false while the server cannot be reached: whether Five9 sends data is not known then
 */
export function stripAlerts(
  alerts: readonly AlertOnScreen[],
  board: Board,
  shown: readonly Alert[],
  isConnected: boolean,
): ActiveAlerts['strip'] {
  const isListed = board.pages.some(({ tiles }) => tiles.some(({ kind }) => kind === 'alerts'))
  const queues = boardQueues(board)
  // An alert that has no tile is shown under its own id.
  const byId = new Map(shown.map((alert) => [alert.key, alert]))
  return alerts.flatMap((alert): StripAlert[] => {
    const { id, entity, level, since, state, isAcknowledged } = alert
    if (alert.board !== null || !entityKinds.has(entity.kind)) return []
    const common = { id, level, since, isAcknowledged, isListed }
    if (entity.kind === 'link') {
      if (state === 'snoozed' || state === 'suppressed') return []
      const name = entity.id === 'five9' ? undefined : entity.name
      return [{ ...common, metric: undefined, name, value: undefined, isLive: isConnected }]
    }
    const figure = byId.get(id)
    if (figure === undefined) return []
    if (entity.kind === 'queue' && queues !== 'all' && !queues.includes(entity.id)) return []
    const { rule, name, value, isLive } = figure
    return [{ ...common, metric: rule.metric, name, value, isLive }]
  })
}
