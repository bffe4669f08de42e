import { deskTerms } from '../../i18n/index.ts'
import { DeskPage } from '../frame/desk-page.tsx'
import { QueuePanel } from '../queue-table/queue-panel.tsx'

/** `/queues`: every queue of the domain, with all figures to choose from. */
export const QueuesPage = () => (
  <DeskPage title={deskTerms.queues}>
    <QueuePanel page="queues" />
  </DeskPage>
)
