import { useQuery } from '@tanstack/react-query'
import type { QueueGroup } from '@wallboard/boards'
import type { ViewPage } from '@wallboard/relay/rest/views'
import { useCallback, useMemo, useRef } from 'react'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { queueSource } from '@wallboard/statistics'
import { queueQueries } from '../../api/queue-queries.ts'
import { queueTable as texts } from '../../i18n/index.ts'
import { useIsOld, useScreenStatus } from '../../live/hooks/live-context.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { ColumnChoice } from '../table/column-choice.tsx'
import { DeskTable } from '../table/desk-table.tsx'
import { useTableAddress } from '../table/use-table-address.ts'
import { shownColumns } from '../table/desk-column.ts'
import { ExportButton } from '../table/export-button.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { useAttentionOrder, useQueueIds } from './use-queue-ids.ts'
import { useFavourites } from '../views/use-favourites.ts'
import { useSavedViews } from '../views/use-saved-views.ts'
import { ViewMenu } from '../views/view-menu.tsx'
import { createQueueColumns } from './queue-columns.ts'
import { QueueEstimatesProvider, useQueueEstimates } from './queue-estimates-context.tsx'
import { shownGroupOf } from './queue-group-state.ts'
import { createQueueRows } from './queue-cells.ts'
import { QueueToolbar } from './queue-toolbar.tsx'
import styles from './queue-panel.module.css'

interface QueuePanelProps {
  /** Whose saved views are offered. */
  readonly page: ViewPage
}

const sources = [queueSource]
const noGroups: readonly QueueGroup[] = []

/** The table of queues with its groups, filter and columns. Its state is in the address. */
export function QueuePanel({ page }: QueuePanelProps) {
  return (
    <QueueEstimatesProvider>
      <Panel page={page} />
    </QueueEstimatesProvider>
  )
}

function Panel({ page }: QueuePanelProps) {
  const { favourites } = useFavourites()
  const live = useDeskLive()
  const estimates = useQueueEstimates()
  const { history } = useRouter()
  const columns = useMemo(
    () => createQueueColumns(live.stores, estimates, history.push),
    [live, estimates, history],
  )
  const rows = useMemo(() => createQueueRows(live.stores, estimates), [live, estimates])
  const views = useSavedViews(page)
  const table = useTableAddress(columns, views.find)
  const navigate = useNavigate()
  const { state, change } = table
  const { text, levels, group } = state
  const { data: groups } = useQuery(queueQueries.groups())
  const shown = useMemo(() => shownGroupOf(group, groups), [group, groups])
  const members = shown.type === 'mine' ? favourites : shown.type === 'group' ? shown.queues : undefined
  const filter = useMemo(() => ({ text, levels, members }), [text, levels, members])
  const { ids, count } = useQueueIds(filter)
  const attentionOrder = useAttentionOrder(live.stores)
  const isOld = useIsOld(sources)
  const hasSnapshot = useScreenStatus((status) => status.hasSnapshot)
  /** Read by the file only: a new order renders nothing but the rows. */
  const order = useRef<readonly string[]>([])
  const onOrder = useCallback((ordered: readonly string[]) => {
    order.current = ordered
  }, [])
  const readTable = () => ({
    columns: shownColumns(columns, state.columns),
    ids: order.current,
    asOf: timeOfDay(live.stores.statistics.status.getState()),
  })
  const sortTitle = columns.find(({ id }) => id === state.sort?.column)?.title

  return (
    <section className={styles.panel} aria-label={texts.label}>
      <QueueToolbar
        state={state}
        groups={groups ?? noGroups}
        summary={`${sortTitle === undefined ? texts.worstFirst : texts.sortedBy(sortTitle)} · ${texts.shownOf(ids.length, count)}`}
        change={change}
      >
        <ViewMenu page={page} columns={columns} table={table} views={views} />
        <ExportButton page={page} read={readTable} />
        <ColumnChoice
          columns={columns}
          chosen={state.columns}
          onChange={(chosen) => {
            change({ columns: chosen })
          }}
        />
      </QueueToolbar>
      {shown.type === 'unknown' && (
        <p className={styles.note} role="status">
          {texts.unknownGroup(shown.name)}
        </p>
      )}
      {count === 0 ? (
        <p className={styles.note}>{hasSnapshot ? texts.none : texts.waiting}</p>
      ) : (
        <DeskTable
          label={texts.label}
          columns={columns}
          chosenColumns={state.columns}
          ids={ids}
          defaultOrder={attentionOrder}
          sort={state.sort}
          onSort={(sort) => {
            change({ sort })
          }}
          onOpen={(queueId) => void navigate({ to: '/queues/$queueId', params: { queueId } })}
          onOrder={onOrder}
          rows={rows}
          isOld={isOld}
          empty={
            <p className={styles.note}>
              {shown.type === 'mine' && text === '' && levels.length === 0
                ? texts.noFavourites
                : texts.noMatch(count)}{' '}
              <button
                type="button"
                onClick={() => {
                  change({ text: '', levels: [], group: undefined })
                }}
              >
                {texts.showAll}
              </button>
            </p>
          }
        />
      )}
    </section>
  )
}
