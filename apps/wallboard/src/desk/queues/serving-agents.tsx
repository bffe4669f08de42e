import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import { agentSource, campaignSource } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import { activities } from '@wallboard/statistics'
import { timerSince, type AgentRecord } from '@wallboard/statistics/agent-table'
import { useEffect, useMemo, useState } from 'react'
import { passedOver, queuePage as texts, whatChanged } from '../../i18n/index.ts'
import { useScreenStatus, useStores } from '../../live/hooks/live-context.tsx'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatWait } from '../../ui/format/wait.ts'
import { activitySigns } from '../activity-signs.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { passedOverText } from '../why/passed-over-text.ts'
import type { ColumnSort, DeskCellProps, RenderedColumn } from '../table/desk-column.ts'
import { PlainRow, type DeskRowProps } from '../table/desk-row.tsx'
import { DeskTable } from '../table/desk-table.tsx'
import { sortRows } from '../table/sort-rows.ts'
import {
  ServingAgentsProvider,
  usePassedOver,
  useServingAgent,
  useServingIds,
} from './serving-agents-context.tsx'
import { createServingAgents, type ServingAgentsStore } from './serving-agents-store.ts'
import styles from './queue-page.module.css'

/** The names and queues of campaigns come with their sources. */
const sources = [agentSource, DataSource.AgentStatistic, campaignSource, DataSource.CampaignState]

const NameCell = ({ id }: DeskCellProps) => <>{shownName(useServingAgent(id)?.name ?? '')}</>

function StateCell({ id }: DeskCellProps) {
  const agent = useServingAgent(id)
  return agent === undefined ? null : (
    <>
      <span aria-hidden="true">{activitySigns[agent.activity]}</span> {whatChanged.activities[agent.activity]}
    </>
  )
}

/** How long the agent has been in the state, or not ready for the reason. It runs by the clock of the agents' data. */
function ForCell({ id }: DeskCellProps) {
  const agent = useServingAgent(id)
  const since = agent === undefined ? undefined : timerSince(agent)
  const time = useScreenStatus(({ agentsNow, domainOffsetMs }) =>
    since === undefined ? '–' : formatWait(agentsNow - (since + domainOffsetMs)),
  )
  return <>{time}</>
}

function AboutCell({ id }: DeskCellProps) {
  const agent = useServingAgent(id)
  const found = usePassedOver(id)
  const { queueNames } = useStores().statistics
  if (found === undefined) return <>{shownName(agent?.reason?.name ?? agent?.campaign?.name ?? '')}</>
  const queue = queueNames().get(found.queueId) ?? found.queueId
  return (
    <span className={styles.passedOver} title={passedOverText(found, queue)} data-flag="passed-over">
      ▲ {passedOver.short(found.calls)}
    </span>
  )
}

const HandledCell = ({ id }: DeskCellProps) => <>{formatFigure(useServingAgent(id)?.handled, 'count')}</>
const HandleTimeCell = ({ id }: DeskCellProps) => <>{formatFigure(useServingAgent(id)?.handleMs, 'ms')}</>

function AgentRow(props: DeskRowProps) {
  return <PlainRow {...props} data-agent={props.rowId} />
}

function columnsOf({ state }: ServingAgentsStore): readonly RenderedColumn[] {
  const by = (read: (agent: AgentRecord) => string | number | undefined) => (id: string) => {
    const agent = state.getState().records.get(id)
    return agent === undefined ? undefined : read(agent)
  }
  const { columns } = texts
  return [
    {
      id: 'agent',
      ...columns.agent,
      align: 'start',
      minWidth: 140,
      isRowHeader: true,
      sortValue: by(({ name }) => name),
      Cell: NameCell,
    },
    {
      id: 'state',
      ...columns.state,
      align: 'start',
      width: 120,
      sortValue: by(({ activity }) => activities.indexOf(activity)),
      Cell: StateCell,
    },
    {
      id: 'for',
      ...columns.for,
      align: 'end',
      width: 84,
      sortValue: by((agent) => -(timerSince(agent) ?? 0)),
      Cell: ForCell,
    },
    {
      id: 'about',
      ...columns.about,
      align: 'start',
      minWidth: 136,
      sortValue: by(({ reason, campaign }) => reason?.name ?? campaign?.name),
      Cell: AboutCell,
    },
    {
      id: 'handled',
      ...columns.handled,
      align: 'end',
      width: 124,
      sortValue: by(({ handled }) => handled),
      Cell: HandledCell,
    },
    {
      id: 'handle-time',
      ...columns.handleTime,
      align: 'end',
      width: 108,
      sortValue: by(({ handleMs }) => handleMs),
      Cell: HandleTimeCell,
    },
  ]
}

/** The agents who serve a queue: those who are ready first, then by time in their state. */
export function ServingAgents({ queueId }: { readonly queueId: string }) {
  const live = useDeskLive()
  const [store] = useState(() => createServingAgents(live.stores, queueId))
  useEffect(() => {
    live.requireSources(sources)
    return store.start()
  }, [live, store])
  return (
    <ServingAgentsProvider value={store}>
      <section aria-labelledby="serving-agents">
        <h2 id="serving-agents">{texts.serving}</h2>
        <AgentTable store={store} />
      </section>
    </ServingAgentsProvider>
  )
}

function AgentTable({ store }: { readonly store: ServingAgentsStore }) {
  const ids = useServingIds()
  const isOld = useIsSourceOld(agentSource)
  const columns = useMemo(() => columnsOf(store), [store])
  const [sort, setSort] = useState<ColumnSort>()
  const byState = useMemo(() => {
    const rankOf = (id: string) => {
      const agent = store.state.getState().records.get(id)
      return agent === undefined
        ? undefined
        : activities.indexOf(agent.activity) * 1e15 + (timerSince(agent) ?? 0)
    }
    return (rows: readonly string[]) => sortRows(rows, rankOf, false)
  }, [store])
  if (ids === undefined) return <p className={styles.note}>{texts.agentsNotKnown}</p>
  if (ids.length === 0) return <p className={styles.note}>{texts.nobodyServes}</p>
  return (
    <DeskTable
      label={texts.serving}
      columns={columns}
      ids={ids}
      defaultOrder={byState}
      sort={sort}
      onSort={setSort}
      Row={AgentRow}
      isOld={isOld}
    />
  )
}
