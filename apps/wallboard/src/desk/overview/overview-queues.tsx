import { useMemo } from 'react'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { createQueueColumns } from '../queue-table/queue-columns.ts'
import { QueuePanel } from '../queue-table/queue-panel.tsx'
import { useTableAddress } from '../table/use-table-address.ts'
import { useSavedViews } from '../views/use-saved-views.ts'

/** The table of queues, with its filters and saved views. */
export function OverviewQueues() {
  const { stores } = useDeskLive()
  const columns = useMemo(() => createQueueColumns(stores), [stores])
  const views = useSavedViews('overview')
  const table = useTableAddress(columns, views.find)
  return <QueuePanel page="overview" columns={columns} table={table} views={views} />
}
