import type { Unit } from '@wallboard/statistics'
import { timerSince, type AgentRecord } from '@wallboard/statistics/agent-table'
import { agentsPage as texts } from '../../i18n/index.ts'
import type { StatusStore } from '../../live/hooks/live-context.tsx'
import type { QueueStatisticsStore } from '../../live/stores/queue-statistics-store.ts'
import { narrowFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatWait } from '../../ui/format/wait.ts'
import { activitySigns } from '../activity-signs.ts'
import { cellTextOf } from '../table/cell-text.ts'
import {
  addSpan,
  dataOf,
  drawnTextOf,
  figureTextOf,
  type DrawCell,
  type DrawnText,
} from '../table/drawn-cell.ts'
import type { AgentsModel } from './agents-store.ts'
import { flagText, stateText } from './agent-text.ts'
import styles from './agents-page.module.css'

/** What the figures of agents are drawn from. */
export interface AgentStores {
  readonly model: AgentsModel
  readonly statistics: Pick<QueueStatisticsStore, 'status' | 'queueNames'>
}

/** A figure of an agent: how it is drawn into an element, in a table and elsewhere. */
export interface AgentField {
  readonly field: string
  readonly className?: string | undefined
  readonly bind: (element: HTMLElement, stores: AgentStores) => DrawCell
}

const recordOf = ({ model }: AgentStores, id: string): AgentRecord | undefined =>
  model.view.getState().records.get(id)

/** A figure that is one text. */
const textField = (
  field: string,
  read: (id: string, stores: AgentStores) => string,
  className?: string,
): AgentField => ({
  ...{ field, className },
  bind(element, stores) {
    const draw = figureTextOf(element)
    return (id) => {
      draw(read(id, stores))
    }
  },
})

/**
 * The limit of the agent's state on hover, behind the whole text of a field that is short for its column. It is composed
 * when the pointer comes.
 */
const withLimitTitle = (
  { bind, ...field }: AgentField,
  wholeOf: (id: string, stores: AgentStores) => string = () => '',
): AgentField => ({
  ...field,
  bind(element, stores) {
    const draw = bind(element, stores)
    let shown = ''
    element.onpointerenter = () => {
      const whole = wholeOf(shown, stores)
      const limit = stores.model.limitText(shown)
      element.title = whole === '' ? limit : `${whole}. ${limit}`
    }
    return (id) => {
      shown = id
      draw(id)
    }
  },
})

/** The instant of Five9's clock up to which the agents' times run: it stands still while their data is old. */
const five9Now = (status: StatusStore): number => {
  const { agentsNow, domainOffsetMs } = status.getState()
  return agentsNow - domainOffsetMs
}

const elapsed = (since: number | undefined, { statistics }: AgentStores): number | undefined =>
  since === undefined ? undefined : five9Now(statistics.status) - since

function reasonText(id: string, stores: AgentStores): string {
  const { model, statistics } = stores
  const record = recordOf(stores, id)
  if (record === undefined) return ''
  const flag = model.view.getState().flags.get(id)
  const time = formatWait(elapsed(timerSince(record), stores))
  if (record.activity === 'not-ready') {
    const { reason } = record
    if (reason === undefined) return texts.noReason
    return flag?.kind === 'not-ready'
      ? texts.reasonOfLimit(reason.name, time, Math.round(flag.limit / 60))
      : `${reason.name} ${time}`
  }
  if (flag === undefined) return ''
  const { queueId } = flag
  const name = queueId === undefined ? undefined : (statistics.queueNames().get(queueId) ?? queueId)
  return flagText(
    flag,
    record,
    name === undefined || queueId === undefined ? undefined : { name, waiting: model.waiting(queueId) },
  )
}

/** A figure that may be short for its column. */
const narrowField = (field: string, read: (id: string, stores: AgentStores) => DrawnText): AgentField => ({
  field,
  bind(element, stores) {
    const draw = drawnTextOf(element, figureTextOf(element))
    return (id) => {
      draw(read(id, stores))
    }
  },
})

const figureField = (
  field: string,
  unit: Unit,
  valueOf: (record: AgentRecord) => number | undefined,
): AgentField =>
  narrowField(field, (id, stores) => {
    const record = recordOf(stores, id)
    return narrowFigure(record && valueOf(record), unit)
  })

/** The state with its sign. */
export const stateField: AgentField = {
  field: 'state',
  bind(element, stores) {
    element.textContent = ''
    const activityOf = dataOf(element, 'activity')
    const sign = addSpan(element, styles.sign)
    sign.setAttribute('aria-hidden', 'true')
    const drawSign = cellTextOf(sign)
    const text = element.appendChild(new Text())
    return (id) => {
      const record = recordOf(stores, id)
      const activity = record?.activity ?? 'other'
      activityOf(activity)
      drawSign(activitySigns[activity])
      const state = record === undefined ? '–' : stateText(record)
      if (state !== text.data) text.data = state
    }
  },
}

const timeInState = (id: string, stores: AgentStores) =>
  narrowFigure(elapsed(recordOf(stores, id)?.since, stores), 'ms')

/** Time in the state, by the page's one clock. */
export const timerField = withLimitTitle(
  textField('stateSince', (id, stores) => timeInState(id, stores).text),
  (id, stores) => timeInState(id, stores).title,
)

/** The reason with its own time, or why the agent is marked. */
export const reasonField = withLimitTitle(textField('reasonCodeId', reasonText, styles.reason))

export const campaignField: AgentField = {
  field: 'campaignId',
  bind(element, stores) {
    const draw = drawnTextOf(element)
    return (id) => {
      const name = recordOf(stores, id)?.campaign?.name
      draw({ text: name === undefined ? '–' : shownName(name), title: name })
    }
  },
}

export const callTypeField = textField('callType', (id, stores) => {
  const callType = recordOf(stores, id)?.callType
  return callType === undefined ? '–' : callType.toLowerCase().replace(/_/g, ' ')
})

/** Figures of AGENT_STATISTIC. */
export const figureFields = {
  handled: figureField('totalCallsCount', 'count', ({ handled }) => handled),
  handleTime: figureField('averageHandleTime', 'ms', ({ handleMs }) => handleMs),
  wrap: figureField('averageWrapTime', 'ms', ({ wrapMs }) => wrapMs),
  occupancy: figureField('utilization', 'share', ({ occupancy }) => occupancy),
  notOnBreak: figureField('occupancy', 'share', ({ notOnBreak }) => notOnBreak),
}
