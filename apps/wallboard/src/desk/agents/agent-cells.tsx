import type { PointerEvent } from 'react'
import type { Unit } from '@wallboard/statistics'
import { timerSince, type AgentRecord } from '@wallboard/statistics/agent-table'
import { agentsPage as texts } from '../../i18n/index.ts'
import { useStores, type StatusStore } from '../../live/hooks/live-context.tsx'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatWait } from '../../ui/format/wait.ts'
import { useDomBinding, type DomBinding } from '../../ui/use-dom-binding.ts'
import { activitySigns } from '../activity-signs.ts'
import { cellTextOf } from '../table/cell-text.ts'
import type { DeskCellProps } from '../table/desk-column.ts'
import type { DeskRowProps } from '../table/desk-row.tsx'
import { RowLink } from '../table/row-link.tsx'
import { useAgents, useAgentsView } from './agents-context.tsx'
import type { AgentsModel } from './agents-store.ts'
import { flagText, queuesText, stateText } from './agent-text.ts'
import styles from './agents-page.module.css'

/** The row of one agent: its id, and a mark at its edge while the agent is stuck. */
export function AgentRow({ rowId, ...attributes }: DeskRowProps) {
  const kind = useAgentsView(({ flags }) => flags.get(rowId)?.kind)
  return (
    <tr
      {...attributes}
      data-agent={rowId}
      {...(kind === undefined ? {} : { 'data-flag': kind, 'data-level': 'warn' })}
    />
  )
}

export function NameCell({ id }: DeskCellProps) {
  const name = useAgentsView(({ records }) => records.get(id)?.name ?? id)
  const isFlagged = useAgentsView(({ flags }) => flags.has(id))
  return (
    <>
      <span className={styles.mark}>
        {isFlagged && (
          <span role="img" aria-label={texts.flagged}>
            ▲
          </span>
        )}
      </span>
      <RowLink path={`agents/${encodeURIComponent(id)}`} className={styles.name} title={name}>
        {shownName(name)}
      </RowLink>
    </>
  )
}

export function StateCell({ id }: DeskCellProps) {
  const activity = useAgentsView(({ records }) => records.get(id)?.activity ?? 'other')
  const text = useAgentsView(({ records }) => {
    const record = records.get(id)
    return record === undefined ? '–' : stateText(record)
  })
  return (
    <span data-field="state" data-activity={activity}>
      <span aria-hidden="true" className={styles.sign}>
        {activitySigns[activity]}
      </span>
      {text}
    </span>
  )
}

/** The instant of Five9's clock up to which the agents' times run: it stands still while their data is old. */
const five9Now = (status: StatusStore): number => {
  const { agentsNow, domainOffsetMs } = status.getState()
  return agentsNow - domainOffsetMs
}

const elapsedText = (since: number | undefined, status: StatusStore): string =>
  since === undefined ? '–' : formatWait(five9Now(status) - since)

function bindTimer(element: HTMLElement, model: AgentsModel, status: StatusStore, id: string): DomBinding {
  const write = cellTextOf(element)
  return {
    sources: [model.view, status],
    draw() {
      write(elapsedText(model.view.getState().records.get(id)?.since, status))
    },
  }
}

/** Shows the limit of the agent's state on hover: it is composed when the pointer comes. */
function useLimitTitle(id: string) {
  const model = useAgents()
  return ({ currentTarget }: PointerEvent<HTMLElement>) => {
    currentTarget.title = model.limitText(id)
  }
}

/** Time in the state, written into the page by the page's one clock. */
export function TimerCell({ id }: DeskCellProps) {
  const { status } = useStores().statistics
  return (
    <span
      data-field="stateSince"
      onPointerEnter={useLimitTitle(id)}
      ref={useDomBinding(bindTimer, useAgents(), status, id)}
    />
  )
}

type QueueNames = () => ReadonlyMap<string, string>

function reasonText(id: string, model: AgentsModel, status: StatusStore, queueNames: QueueNames): string {
  const { records, flags } = model.view.getState()
  const record = records.get(id)
  if (record === undefined) return ''
  const flag = flags.get(id)
  const time = elapsedText(timerSince(record), status)
  if (record.activity === 'not-ready') {
    const { reason } = record
    if (reason === undefined) return texts.noReason
    return flag?.kind === 'not-ready'
      ? texts.reasonOfLimit(reason.name, time, Math.round(flag.limit / 60))
      : `${reason.name} ${time}`
  }
  if (flag === undefined) return ''
  const { queueId } = flag
  const name = queueId === undefined ? undefined : (queueNames().get(queueId) ?? queueId)
  return flagText(
    flag,
    record,
    name === undefined || queueId === undefined ? undefined : { name, waiting: model.waiting(queueId) },
  )
}

function bindReason(
  element: HTMLElement,
  model: AgentsModel,
  status: StatusStore,
  queueNames: QueueNames,
  id: string,
): DomBinding {
  const write = cellTextOf(element)
  return {
    sources: [model.view, status],
    draw() {
      write(reasonText(id, model, status, queueNames))
    },
  }
}

/** The reason with its own time, or why the agent is marked. */
export function ReasonCell({ id }: DeskCellProps) {
  const { status, queueNames } = useStores().statistics
  return (
    <span
      data-field="reasonCodeId"
      className={styles.reason}
      onPointerEnter={useLimitTitle(id)}
      ref={useDomBinding(bindReason, useAgents(), status, queueNames, id)}
    />
  )
}

export function CampaignCell({ id }: DeskCellProps) {
  const name = useAgentsView(({ records }) => records.get(id)?.campaign?.name)
  return (
    <span data-field="campaignId" title={name}>
      {name === undefined ? '–' : shownName(name)}
    </span>
  )
}

export function QueuesCell({ id }: DeskCellProps) {
  const { queueNames } = useStores().statistics
  const queueIds = useAgentsView(({ records }) => records.get(id)?.queueIds)
  const names = (queueIds ?? []).map((queueId) => shownName(queueNames().get(queueId) ?? queueId))
  return <span title={names.join(', ')}>{queuesText(names)}</span>
}

interface FigureCell {
  readonly field: string
  readonly unit: Unit
  readonly valueOf: (record: AgentRecord) => number | undefined
}

/** Creates the cell of a figure of AGENT_STATISTIC. */
function figureCell({ field, unit, valueOf }: FigureCell) {
  function bindFigure(element: HTMLElement, model: AgentsModel, id: string): DomBinding {
    const write = cellTextOf(element)
    return {
      sources: [model.view],
      draw() {
        const record = model.view.getState().records.get(id)
        write(formatFigure(record && valueOf(record), unit))
      },
    }
  }
  return function Figure({ id }: DeskCellProps) {
    return <span data-field={field} ref={useDomBinding(bindFigure, useAgents(), id)} />
  }
}

export function CallTypeCell({ id }: DeskCellProps) {
  const callType = useAgentsView(({ records }) => records.get(id)?.callType)
  return (
    <span data-field="callType">
      {callType === undefined ? '–' : callType.toLowerCase().replace(/_/g, ' ')}
    </span>
  )
}

/** A cell is one component for the life of the page: another one would mount all cells again. */
export const FigureCells = {
  handled: figureCell({ field: 'totalCallsCount', unit: 'count', valueOf: ({ handled }) => handled }),
  handleTime: figureCell({ field: 'averageHandleTime', unit: 'ms', valueOf: ({ handleMs }) => handleMs }),
  wrap: figureCell({ field: 'averageWrapTime', unit: 'ms', valueOf: ({ wrapMs }) => wrapMs }),
  occupancy: figureCell({ field: 'utilization', unit: 'share', valueOf: ({ occupancy }) => occupancy }),
  notOnBreak: figureCell({ field: 'occupancy', unit: 'share', valueOf: ({ notOnBreak }) => notOnBreak }),
}
