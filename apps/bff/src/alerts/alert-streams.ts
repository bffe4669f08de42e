import { shownLimit, shownValue } from '@wallboard/alerts'
import type { AlertOnScreen, ViewSpec } from '@wallboard/relay'
import { compareLevels } from '@wallboard/statistics'
import type { AlertAudience, AlertSource } from '../live/hub/alert-source.ts'
import { membersOf } from './evaluated-rule.ts'
import type { LiveAlert } from './evaluated-feed.ts'
import { linkEntity } from './measure.ts'
import { stateName } from './present-alert.ts'
import type { Scopes } from './scopes.ts'
import { canSee } from './visibility.ts'

/** A list on a screen is far shorter; this bounds a message. */
const maxOnScreen = 500

function onScreen({ record, evaluated }: LiveAlert, at: number, offsetMs: number): AlertOnScreen | undefined {
  const { rule, entity, state, tile } = evaluated
  const name = stateName(state, evaluated, at)
  if (name === 'pending' || state.alert === null) return undefined
  const limit =
    rule.compiled.limits.find(({ level }) => level === state.alert?.level) ?? rule.compiled.limits[0]
  return {
    ...{
      id: record.id,
      rule: { id: rule.id, name: rule.name },
      entity,
      state: name,
      level: state.alert.level,
    },
    board: rule.board === null ? null : { id: rule.board.id, tile: tile ?? '' },
    since: record.firedAt - offsetMs,
    metric: rule.compiled.metric,
    when: limit?.when ?? 'above',
    limit: shownLimit(rule.compiled, state) ?? record.document.limit,
    value: shownValue(rule.compiled, state, at),
    isAcknowledged: state.alert.acknowledged !== null,
    alarms: state.alert.alarms?.count ?? 0,
  }
}

/**
 * A display shows the thresholds of its board, rules about the queues and the floor of its view, and that Five9 sends no
 * data for what it shows. It never shows a person or a display: see docs/decisions/0035.
 */
function isForDisplay(
  { evaluated: { rule, entity } }: LiveAlert,
  boardId: string,
  { queueIds, sources }: ViewSpec,
): boolean {
  if (rule.board !== null) return rule.board.id === boardId
  const holds = (id: string) => queueIds === 'all' || queueIds.includes(id)
  switch (entity.kind) {
    case 'queue':
      return holds(entity.id)
    case 'group': {
      const members = membersOf(rule)
      return members !== null && (members === 'all' ? queueIds === 'all' : members.every(holds))
    }
    case 'floor':
      return true
    case 'link':
      return entity.id === linkEntity.id || sources.some((source) => source === entity.id)
    case 'agent':
    case 'campaign':
    case 'outbound-campaign':
    case 'display':
      return false
  }
}

const byUrgency = (a: AlertOnScreen, b: AlertOnScreen): number =>
  compareLevels(b.level, a.level) || a.since - b.since || (a.id < b.id ? -1 : 1)

const keyOf = (audience: AlertAudience, view: ViewSpec): string =>
  audience.kind === 'desk' ? 'desk' : JSON.stringify([audience.boardId, view.queueIds, view.sources])

interface SentList {
  readonly audience: AlertAudience
  readonly view: ViewSpec
  readonly alerts: readonly AlertOnScreen[]
}

interface Listening {
  readonly listeners: Set<() => void>
  readonly lists: Map<string, SentList>
}

/** The alerts that the clients of each feed see. */
export interface AlertStreams {
  /** The alerts of a user's hub: those that the evaluator of the domain decided, as far as that user's feed holds them. */
  readonly of: (feed: string) => AlertSource
  /** The alerts of an evaluated feed changed. */
  readonly changed: () => void
}

/** Lists that equal the former one are not sent again, though they were computed again. */
export function createAlertStreams(deps: {
  readonly scopes: () => Pick<Scopes, 'of' | 'feedOf'>
  /** What to add to a monotonic instant for one of the evaluation clock. */
  readonly offsetMs: number
}): AlertStreams {
  const feeds = new Map<string, Listening>()

  function compute(feed: string, audience: AlertAudience, view: ViewSpec): readonly AlertOnScreen[] {
    const scopes = deps.scopes()
    const scope = scopes.of(feed)
    const own = scopes.feedOf(feed)
    if (scope === undefined || own === undefined) return []
    const at = scope.evaluated.now()
    const sees = canSee(own, scope.feed)
    return scope.evaluated
      .live()
      .filter((alert) => {
        if (audience.kind === 'board' && !isForDisplay(alert, audience.boardId, view)) return false
        return sees({ entity: alert.evaluated.entity, members: membersOf(alert.evaluated.rule) })
      })
      .flatMap((alert) => onScreen(alert, at, deps.offsetMs) ?? [])
      .sort(byUrgency)
      .slice(0, maxOnScreen)
  }

  /** What a screen shows of an alert; its value is of the moment at which the rest changed. */
  const identity = (alerts: readonly AlertOnScreen[]) =>
    JSON.stringify(alerts.map(({ value: _value, ...rest }) => rest))

  return {
    of(feed) {
      const known: Listening = feeds.get(feed) ?? { listeners: new Set(), lists: new Map() }
      feeds.set(feed, known)
      const { listeners, lists } = known
      return {
        alertsFor(audience, view) {
          const key = keyOf(audience, view)
          const found = lists.get(key)
          if (found !== undefined) return found.alerts
          const alerts = compute(feed, audience, view)
          lists.set(key, { audience, view, alerts })
          return alerts
        },
        on(listener) {
          listeners.add(listener)
          return () => {
            listeners.delete(listener)
            if (listeners.size === 0) feeds.delete(feed)
          }
        },
      }
    },
    changed() {
      for (const [feed, { listeners, lists }] of feeds) {
        let hasChanged = false
        for (const [key, { audience, view, alerts: before }] of lists) {
          const alerts = compute(feed, audience, view)
          if (identity(before) === identity(alerts)) continue
          lists.set(key, { audience, view, alerts })
          hasChanged = true
        }
        if (hasChanged) for (const listener of listeners) listener()
      }
    },
  }
}
