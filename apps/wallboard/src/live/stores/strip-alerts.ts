import { boardQueues, type Alert, type Board } from '@wallboard/boards'
import type { AlertOnScreen } from '@wallboard/relay'
import type { ActiveAlerts, StripAlert } from './alert-store.ts'

/* The alerts of the strip below a wall's header: those that no tile of the board can show. */

/** Of people, displays and campaigns the room sees none: see docs/decisions/0035. */
const entityKinds: ReadonlySet<string> = new Set(['floor', 'group', 'queue', 'link'])

interface StripInput {
  /** The server's, most urgent first. */
  readonly alerts: readonly AlertOnScreen[]
  /** The alerts of tiles and lists: see `serverAlerts`. */
  readonly shown: readonly Alert[]
  /** False while the server cannot be reached: whether Five9 sends data is not known then. */
  readonly isConnected: boolean
}

/** Returns the function that finds the server's alerts that no tile of a board shows, most urgent first. */
export function stripAlertsOf(board: Board): (input: StripInput) => ActiveAlerts['strip'] {
  const isListed = board.pages.some(({ tiles }) => tiles.some(({ kind }) => kind === 'alerts'))
  const queues = boardQueues(board)
  return ({ alerts, shown, isConnected }) => {
    // An alert that has no tile is shown under its own id.
    const byId = new Map(shown.map((alert) => [alert.key, alert]))
    return alerts.flatMap((alert): StripAlert[] => {
      const { id, entity, level, since, state, isAcknowledged } = alert
      if (alert.board !== null || !entityKinds.has(entity.kind)) return []
      const common = { id, level, isAcknowledged, isListed }
      if (entity.kind === 'link') {
        if (state === 'snoozed' || state === 'suppressed') return []
        const name = entity.id === 'five9' ? undefined : entity.name
        return [{ ...common, kind: 'silence', name, isLive: isConnected }]
      }
      const figure = byId.get(id)
      if (figure === undefined) return []
      if (entity.kind === 'queue' && queues !== 'all' && !queues.includes(entity.id)) return []
      const { rule, name, value, isLive } = figure
      return [{ ...common, kind: 'figure', metric: rule.metric, name, value, since, isLive }]
    })
  }
}
