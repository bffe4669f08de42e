import { useNavigate, useRouter } from '@tanstack/react-router'
import { agentSource } from '@wallboard/boards'
import { everyAgent, type AgentFilter } from '@wallboard/statistics/agent-table'
import { useCallback, useMemo, type ReactNode } from 'react'
import { agentsPage as texts } from '../../i18n/index.ts'
import { useStores, useUnread } from '../../live/hooks/live-context.tsx'
import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import { DeskPage } from '../frame/desk-page.tsx'
import { formatQuery, parseQuery } from '../query-parameters.ts'
import { ColumnChoice } from '../table/column-choice.tsx'
import { DeskTable } from '../table/desk-table.tsx'
import { useLateQuery } from '../table/use-late-query.ts'
import { agentsAddressOf, agentsQueryOf, filterQueryOf, type AgentsAddress } from './agent-address-state.ts'
import { AgentsQuery } from './agents-query.ts'
import { createAgentColumns } from './agent-columns.ts'
import { createAgentRows } from './agent-rows.ts'
import { AgentsProvider, useAgents, useAgentsView } from './agents-context.tsx'
import { AgentsGrid } from './agents-grid.tsx'
import { agentSources } from './agents-store.ts'
import styles from './agents-page.module.css'
import { AgentsToolbar } from './agents-toolbar.tsx'
import { useAgentIds, useAttentionOrder } from './use-agent-ids.ts'

/** `/agents`: the agents of the person's feed, those who are stuck first. */
export function AgentsPage() {
  return (
    <AgentsProvider>
      <DeskPage title={texts.title} sources={agentSources} links={<Summary />}>
        <Agents />
      </DeskPage>
    </AgentsProvider>
  )
}

/** How many agents are in each state. */
function Summary() {
  const totals = useAgentsView((view) => view.totals)
  const isKnown = useAgentsView((view) => view.isKnown)
  if (!isKnown) return null
  const { signedIn, byActivity, byReason } = totals
  const counts = (['ready', 'ringing', 'on-call', 'after-call', 'not-ready', 'other'] as const)
    .filter((activity) => byActivity[activity] > 0 || activity === 'ready')
    .map((activity) => texts.countOf(byActivity[activity], texts.activities[activity]))
  const reasons = byReason.map(({ name, count }) => texts.countOf(count, name ?? texts.noReason))
  return (
    <p className={styles.summary} title={reasons.join(' · ')} data-summary="">
      {[texts.signedIn(signedIn), ...counts].join(' · ')}
    </p>
  )
}

/** The state of the list, which is in the address. Typing replaces it, a choice is a step of the browser's back. */
function useAgentsAddress() {
  const { query, change: changeQuery } = useLateQuery()
  /** A sort leaves the filter as it is: the thousands of agents are not filtered again. */
  const filterText = formatQuery(filterQueryOf(AgentsQuery.parse(query)))
  const filter = useMemo(
    () => agentsAddressOf(AgentsQuery.parse(parseQuery(filterText))).filter,
    [filterText],
  )
  const address = useMemo(
    (): AgentsAddress => ({ ...agentsAddressOf(AgentsQuery.parse(query)), filter }),
    [query, filter],
  )
  /** The same function while the page is open, so that a change does not render all controls. */
  const change = useCallback(
    (changed: (before: AgentsAddress) => Partial<AgentsAddress>, isTyping = false) => {
      changeQuery((known) => {
        const before = agentsAddressOf(AgentsQuery.parse(known))
        return agentsQueryOf({ ...before, ...changed(before) })
      }, isTyping)
    },
    [changeQuery],
  )
  return { address, change }
}

function Agents() {
  const isKnown = useAgentsView((view) => view.isKnown)
  const isDenied = useUnread().some(
    ({ list, reason }) => list === 'agents' && reason.code === 'permission-denied',
  )
  if (isDenied) return <p className={styles.note}>{texts.denied}</p>
  if (!isKnown) return <p className={styles.note}>{texts.waiting}</p>
  return <KnownAgents />
}

function KnownAgents() {
  const model = useAgents()
  const { history } = useRouter()
  const { statistics } = useStores()
  const { columns, rows } = useMemo(() => {
    const stores = { model, statistics }
    return { columns: createAgentColumns(stores, history.push), rows: createAgentRows(stores) }
  }, [model, statistics, history])
  const { address, change } = useAgentsAddress()
  const { filter, sort, layout } = address
  const ids = useAgentIds(filter)
  const signedIn = useAgentsView(({ totals }) => totals.signedIn)
  const sortTitle = columns.find(({ id }) => id === sort?.column)?.title
  const onFilter = useCallback(
    (changed: Partial<AgentFilter>, isTyping = false) => {
      change((before) => ({ filter: { ...before.filter, ...changed } }), isTyping)
    },
    [change],
  )
  const noAgents = (
    <p className={styles.note}>
      {signedIn === 0 ? texts.none : texts.noMatch(signedIn)}{' '}
      {filter !== everyAgent && signedIn > 0 && (
        <button
          type="button"
          onClick={() => {
            change(() => ({ filter: everyAgent }))
          }}
        >
          {texts.filters.clear}
        </button>
      )}
    </p>
  )
  return (
    <section className={styles.panel} aria-label={texts.label}>
      <AgentsToolbar filter={filter} onFilter={onFilter}>
        <div className={styles.end}>
          <p>
            {sortTitle === undefined ? texts.attentionFirst : texts.sortedBy(sortTitle)} ·{' '}
            {texts.shownOf(ids.length, signedIn)}
          </p>
          <div className={styles.chips} role="group" aria-label={texts.layouts.label}>
            {(['list', 'grid'] as const).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={layout === each}
                onClick={() => {
                  change(() => ({ layout: each }))
                }}
              >
                {texts.layouts[each]}
              </button>
            ))}
          </div>
          {layout === 'list' && (
            <ColumnChoice
              columns={columns}
              chosen={address.columns}
              onChange={(chosen) => {
                change(() => ({ columns: chosen }))
              }}
            />
          )}
        </div>
      </AgentsToolbar>
      {signedIn === 0 || (ids.length === 0 && layout === 'grid') ? (
        noAgents
      ) : (
        <Shown {...{ ids, address, change, columns, rows }} empty={noAgents} />
      )}
    </section>
  )
}

interface ShownProps {
  readonly ids: readonly string[]
  readonly address: AgentsAddress
  readonly change: ReturnType<typeof useAgentsAddress>['change']
  readonly columns: ReturnType<typeof createAgentColumns>
  readonly rows: ReturnType<typeof createAgentRows>
  /** Stands in place of the agents when the filter has no match. */
  readonly empty: ReactNode
}

function Shown({ ids, address, change, columns, rows, empty }: ShownProps) {
  const navigate = useNavigate()
  const order = useAttentionOrder()
  const isOld = useIsSourceOld(agentSource)
  if (address.layout === 'grid') return <AgentsGrid members={ids} order={order} isOld={isOld} />
  return (
    <DeskTable
      label={texts.label}
      columns={columns}
      chosenColumns={address.columns}
      ids={ids}
      defaultOrder={order}
      sort={columns.some(({ id }) => id === address.sort?.column) ? address.sort : undefined}
      onSort={(sort) => {
        change(() => ({ sort }))
      }}
      onOpen={(agentId) => void navigate({ to: '/agents/$agentId', params: { agentId } })}
      rows={rows}
      isOld={isOld}
      empty={empty}
    />
  )
}
