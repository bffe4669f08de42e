import { useMemo } from 'react'
import { deskTerms } from '../../i18n/index.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { DeskPage } from '../frame/desk-page.tsx'
import { createQueueColumns } from '../queue-table/queue-columns.ts'
import { QueuePanel } from '../queue-table/queue-panel.tsx'
import { useTableAddress } from '../table/use-table-address.ts'
import { useSavedViews } from '../views/use-saved-views.ts'
import { ActiveAlerts } from './active-alerts.tsx'
import { FloorStrip } from './floor-strip.tsx'
import styles from './overview-page.module.css'
import { WhatChanged } from './what-changed.tsx'

/** `/overview`: the floor in six figures, its queues with the most urgent first, alerts, and what changed. */
export function OverviewPage() {
  const { stores } = useDeskLive()
  const columns = useMemo(() => createQueueColumns(stores), [stores])
  const views = useSavedViews('overview')
  const table = useTableAddress(columns, views.find)
  return (
    <DeskPage title={deskTerms.overview}>
      <FloorStrip />
      <div className={styles.columns}>
        <QueuePanel page="overview" columns={columns} table={table} views={views} />
        <aside className={styles.side}>
          <ActiveAlerts />
          <WhatChanged />
        </aside>
      </div>
    </DeskPage>
  )
}
