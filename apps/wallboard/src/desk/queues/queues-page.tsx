import { useMemo } from 'react'
import { deskTerms } from '../../i18n/index.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { DeskPage } from '../frame/desk-page.tsx'
import { createQueueColumns } from '../queue-table/queue-columns.ts'
import { QueuePanel } from '../queue-table/queue-panel.tsx'
import { useTableAddress } from '../table/use-table-address.ts'
import { useSavedViews } from '../views/use-saved-views.ts'

/** `/queues`: every queue of the domain, with all figures to choose from. */
export function QueuesPage() {
  const { stores } = useDeskLive()
  const columns = useMemo(() => createQueueColumns(stores), [stores])
  const views = useSavedViews('queues')
  const table = useTableAddress(columns, views.find)
  return (
    <DeskPage title={deskTerms.queues}>
      <QueuePanel page="queues" columns={columns} table={table} views={views} />
    </DeskPage>
  )
}
