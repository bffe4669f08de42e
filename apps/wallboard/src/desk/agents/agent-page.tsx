import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { agentSource } from '@wallboard/boards'
import type { ReactNode } from 'react'
import { agentQueries } from '../../api/agent-queries.ts'
import { ApiError } from '../../api/api.ts'
import { errorBodyOf } from '../../api/error-body.ts'
import { agentPage as texts, agentsPage } from '../../i18n/index.ts'
import { useScreenStatus, useStores, useUnread } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { siteDay } from '../../ui/format/site-day.ts'
import { formatWait } from '../../ui/format/wait.ts'
import { AgentActions } from '../actions/agent-actions.tsx'
import desk from '../desk.module.css'
import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import { useSite } from '../desk-session/use-site.ts'
import { DeskPage } from '../frame/desk-page.tsx'
import { campaignTotals, reasonTotals, withLiveTail } from './agent-day-state.ts'
import { stateText } from './agent-text.ts'
import { CampaignCell, FigureCells, ReasonCell, StateCell, TimerCell } from './agent-cells.tsx'
import { AgentTimelineBar } from './agent-timeline.tsx'
import { AgentsProvider, useAgentsView } from './agents-context.tsx'
import { agentSources } from './agents-store.ts'
import styles from './agent-page.module.css'

/** `/agents/<id>`: one agent, by Five9's id: figures, today's states, reasons and calls. */
export function AgentPage() {
  const { agentId } = useParams({ from: '/signed-in/frame/agents/$agentId' })
  return (
    <AgentsProvider>
      <Page key={agentId} id={agentId} />
    </AgentsProvider>
  )
}

function Page({ id }: { readonly id: string }) {
  const name = useAgentsView(({ records }) => records.get(id)?.name)
  return (
    <DeskPage
      title={name === undefined ? agentsPage.title : shownName(name)}
      sources={agentSources}
      links={
        <Link className={desk.link} to="/agents">
          {texts.back}
        </Link>
      }
    >
      <Content id={id} />
    </DeskPage>
  )
}

function Content({ id }: { readonly id: string }) {
  const isKnown = useAgentsView((view) => view.isKnown)
  const isPresent = useAgentsView(({ records }) => records.has(id))
  const isDenied = useUnread().some(
    ({ list, reason }) => list === 'agents' && reason.code === 'permission-denied',
  )
  if (isDenied) return <p className={desk.note}>{agentsPage.denied}</p>
  if (!isKnown) return <p className={desk.note}>{agentsPage.waiting}</p>
  if (!isPresent)
    return (
      <>
        <p>{texts.unknown(id)}</p>
        <p className={desk.note}>{texts.unknownHint}</p>
      </>
    )
  return (
    <div data-agent={id}>
      <Figures id={id} />
      <Today id={id} />
      <Memberships id={id} />
    </div>
  )
}

function Figures({ id }: { readonly id: string }) {
  const isFlagged = useAgentsView(({ flags }) => flags.has(id))
  const isOld = useIsSourceOld(agentSource)
  const { columns } = agentsPage
  return (
    <div {...(isOld ? { 'data-old': '' } : {})}>
      <div className={styles.head}>
        <p className={styles.state}>
          <StateCell id={id} /> <TimerCell id={id} />
        </p>
        <p className={isFlagged ? styles.flag : undefined}>
          {isFlagged && `▲ ${agentsPage.flagged}: `}
          <ReasonCell id={id} />
        </p>
        <Actions id={id} />
      </div>
      <dl className={styles.figures}>
        <Figure text={columns.campaign}>
          <CampaignCell id={id} />
        </Figure>
        {(['handled', 'handleTime', 'wrap', 'occupancy', 'notOnBreak'] as const).map((column) => {
          const Cell = FigureCells[column]
          return (
            <Figure key={column} text={columns[column]}>
              <Cell id={id} />
            </Figure>
          )
        })}
      </dl>
    </div>
  )
}

/** Changes of the agent at Five9, with the live state that confirms them. */
function Actions({ id }: { readonly id: string }) {
  const record = useAgentsView(({ records }) => records.get(id))
  if (record === undefined) return null
  const { name, reason } = record
  const state = [stateText(record), ...(reason === undefined ? [] : [reason.name])].join(', ')
  return <AgentActions agentId={id} name={shownName(name)} state={state} />
}

interface FigureProps {
  readonly text: { readonly title: string; readonly definition: string }
  readonly children: ReactNode
}

const Figure = ({ text: { title, definition }, children }: FigureProps) => (
  <div title={definition}>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
)

/** The agent's day: the recorded states with the present one. */
function Today({ id }: { readonly id: string }) {
  const dayRule = useSiteDay()
  const from = useScreenStatus((status) =>
    status.hasSnapshot ? siteDay(timeOfDay(status), dayRule).from : undefined,
  )
  const site = useSite()
  const { data: timeline, error } = useQuery({
    ...agentQueries.today(id, from ?? 0),
    enabled: from !== undefined && site?.hasHistory === true,
  })
  const record = useAgentsView(({ records }) => records.get(id))
  const domainOffsetMs = useScreenStatus((status) => status.domainOffsetMs + status.wallOffsetMs)
  // The bar moves once in five seconds: nobody sees less.
  const now = useScreenStatus(
    ({ agentsNow, wallOffsetMs }) => Math.floor((agentsNow + wallOffsetMs) / 5_000) * 5_000,
  )
  const directory = useDeskLive().stores.sources.directory()
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], wanted: string) =>
    list.find((each) => each.id === wanted)?.name ?? wanted
  if (site?.hasHistory === false) return <p className={styles.note}>{texts.noHistory}</p>
  if (timeline === undefined)
    return error === null ? null : <p className={styles.note}>{failureText(error)}</p>
  const spans = withLiveTail(timeline, record === undefined ? undefined : { record, now, domainOffsetMs })
  return (
    <>
      <h2>{texts.timeline}</h2>
      <AgentTimelineBar
        timeline={timeline}
        spans={spans}
        now={now}
        reasonName={(reasonId) => nameIn(directory.reasons, reasonId)}
      />
      <div className={styles.columns}>
        <Totals
          title={texts.reasons}
          first={texts.time}
          second={texts.count}
          rows={reasonTotals(spans).map(({ reasonId, ms, count }) => ({
            name: reasonId === null ? agentsPage.noReason : nameIn(directory.reasons, reasonId),
            ...{ first: formatWait(ms), second: String(count) },
          }))}
        />
        <Totals
          title={texts.campaigns}
          first={texts.calls}
          second={texts.time}
          rows={campaignTotals(spans).map(({ campaignId, calls, talkMs }) => ({
            name: campaignId === null ? texts.noCampaign : nameIn(directory.campaigns, campaignId),
            ...{ first: String(calls), second: formatWait(talkMs) },
          }))}
        />
      </div>
    </>
  )
}

function failureText(error: Error): string {
  const code = error instanceof ApiError ? errorBodyOf(error)?.code : undefined
  if (code === 'history-off') return texts.noHistory
  return code === 'agents-denied' ? agentsPage.denied : texts.timelineFailed
}

interface TotalsProps {
  readonly title: string
  readonly first: string
  readonly second: string
  readonly rows: readonly { readonly name: string; readonly first: string; readonly second: string }[]
}

const Totals = ({ title, first, second, rows }: TotalsProps) => (
  <section>
    <h2>{title}</h2>
    {rows.length === 0 ? (
      <p className={styles.note}>{texts.none}</p>
    ) : (
      <table className={desk.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col" className={desk.number}>
              {first}
            </th>
            <th scope="col" className={desk.number}>
              {second}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{shownName(row.name)}</th>
              <td className={desk.number}>{row.first}</td>
              <td className={desk.number}>{row.second}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

function Memberships({ id }: { readonly id: string }) {
  const { queueNames } = useStores().statistics
  const directory = useDeskLive().stores.sources.directory()
  const queueIds = useAgentsView(({ records }) => records.get(id)?.queueIds)
  const groupIds = useAgentsView(({ records }) => records.get(id)?.groupIds)
  const queues = (queueIds ?? []).map((queueId) => shownName(queueNames().get(queueId) ?? queueId))
  const groups = (directory.groups ?? []).filter((group) => groupIds?.includes(group.id))
  return (
    <div className={styles.columns}>
      <section>
        <h2>{texts.serves}</h2>
        <p>{queues.length === 0 ? texts.noQueues : queues.join(', ')}</p>
      </section>
      {groups.length > 0 && (
        <section>
          <h2>{texts.groups}</h2>
          <p>{groups.map(({ name }) => shownName(name)).join(', ')}</p>
        </section>
      )}
    </div>
  )
}
