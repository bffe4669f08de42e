import { lazy, Suspense } from 'react'
import { deskTerms } from '../../i18n/index.ts'
import { DeskPage } from '../frame/desk-page.tsx'
import { FloorStrip } from './floor-strip.tsx'
import styles from './overview-page.module.css'
import { WhatChanged } from './what-changed.tsx'

/** Loaded after the first figures. */
const QueuePanel = lazy(async () => ({
  default: (await import('../queue-table/queue-panel.tsx')).QueuePanel,
}))

/** Loaded after the first figures: its controls are not part of the desk's first load. */
const ActiveAlerts = lazy(async () => ({
  default: (await import('./active-alerts.tsx')).ActiveAlerts,
}))

/** `/overview`: the floor in six figures, its queues with the most urgent first, alerts, and what changed. */
export function OverviewPage() {
  return (
    <DeskPage title={deskTerms.overview}>
      <FloorStrip />
      <div className={styles.columns}>
        <Suspense fallback={<div />}>
          <QueuePanel page="overview" />
        </Suspense>
        <aside className={styles.side}>
          <Suspense fallback={<div />}>
            <ActiveAlerts />
          </Suspense>
          <WhatChanged />
        </aside>
      </div>
    </DeskPage>
  )
}
