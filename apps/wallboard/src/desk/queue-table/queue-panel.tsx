import type { ViewPage } from '@wallboard/relay/rest/views'
import { useMemo, useState } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { queueSource } from '@wallboard/statistics'
import { queueTable as texts } from '../../i18n/index.ts'
import { useIsOld, useScreenStatus } from '../../live/hooks/live-context.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { ColumnChoice } from '../table/column-choice.tsx'
import { DeskTable } from '../table/desk-table.tsx'
import type { useTableAddress } from '../table/use-table-address.ts'
import { shownColumns, type DeskColumn } from '../table/desk-column.ts'
import { ExportButton } from '../table/export-button.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { useAttentionOrder, useQueueIds } from './use-queue-ids.ts'
import { useFavourites } from '../views/use-favourites.ts'
import type { SavedViews } from '../views/use-saved-views.ts'
import { ViewMenu } from '../views/view-menu.tsx'
import { QueueRow } from './queue-row.tsx'
import styles from './queue-panel.module.css'

/** The group of the person's favourites, in addresses. */
export const mineGroup = 'mine'

interface QueuePanelProps {
  readonly columns: readonly DeskColumn[]
  readonly table: ReturnType<typeof useTableAddress>
  readonly page: ViewPage
  readonly views: SavedViews
}

const sources = [queueSource]

/** The table of queues with its groups, filter and columns. Its state is in the address. */
export function QueuePanel({ page, columns, table, views }: QueuePanelProps) {
  const { favourites } = useFavourites()
  const live = useDeskLive()
  const navigate = useNavigate()
  const { state, change } = table
  const { text, levels, group } = state
  const isMine = group === mineGroup
  const filter = useMemo(() => ({ text, levels, isMine }), [text, levels, isMine])
  const { ids, count } = useQueueIds(filter, favourites)
  const attentionOrder = useAttentionOrder(live.stores)
  const isOld = useIsOld(sources)
  const hasSnapshot = useScreenStatus((status) => status.hasSnapshot)
  const [ordered, setOrder] = useState<readonly string[]>([])
  const readTable = () => ({
    columns: shownColumns(columns, state.columns),
    ids: ordered,
    asOf: timeOfDay(live.stores.statistics.status.getState()),
  })
  const sortTitle = columns.find(({ id }) => id === state.sort?.column)?.title

  return (
    <section className={styles.panel} aria-label={texts.label}>
      <div className={styles.toolbar}>
        <div className={styles.groups} role="group" aria-label={texts.groups}>
          <button
            type="button"
            aria-pressed={group === undefined}
            onClick={() => {
              change({ group: undefined })
            }}
          >
            {texts.all}
          </button>
          <button
            type="button"
            aria-pressed={isMine}
            onClick={() => {
              change({ group: mineGroup })
            }}
          >
            {texts.mine}
          </button>
        </div>
        <p className={styles.summary}>
          {sortTitle === undefined ? texts.worstFirst : texts.sortedBy(sortTitle)} ·{' '}
          {texts.shownOf(ids.length, count)}
        </p>
        <input
          type="search"
          data-filter=""
          className={styles.filter}
          placeholder={texts.filter}
          aria-label={texts.filterHint}
          aria-keyshortcuts="/"
          value={text}
          onChange={({ target }) => {
            change({ text: target.value }, true)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || text === '') return
            event.preventDefault()
            change({ text: '' }, true)
          }}
        />
        <ViewMenu page={page} columns={columns} table={table} views={views} />
        <ExportButton page={page} read={readTable} />
        <ColumnChoice
          columns={columns}
          chosen={state.columns}
          onChange={(chosen) => {
            change({ columns: chosen })
          }}
        />
      </div>
      {count === 0 ? (
        <p className={styles.note}>{hasSnapshot ? texts.none : texts.waiting}</p>
      ) : ids.length === 0 ? (
        <p className={styles.note}>
          {isMine && text === '' ? texts.noFavourites : texts.noMatch(count)}{' '}
          <button
            type="button"
            onClick={() => {
              change({ text: '', levels: [], group: undefined })
            }}
          >
            {texts.showAll}
          </button>
        </p>
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
          onOrder={setOrder}
          Row={QueueRow}
          isOld={isOld}
        />
      )}
    </section>
  )
}
