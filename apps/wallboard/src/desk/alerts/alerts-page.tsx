import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { alertsPage as texts, deskTerms } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { NotificationsButton } from '../active-alerts/notifications-button.tsx'
import { DeskPage } from '../frame/desk-page.tsx'
import { ActiveAlertList } from './active-alert-list.tsx'
import { AlertHistorySection } from './alert-history-section.tsx'
import { parseFilter, queryOfFilter } from './past-rows-state.ts'

/** `/alerts`: active alerts by urgency, their history, and figures of the alarms themselves. */
export function AlertsPage() {
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const filter = useMemo(() => parseFilter(search), [search])
  return (
    <DeskPage title={deskTerms.alerts} links={<PageLinks />}>
      <ActiveAlertList />
      <AlertHistorySection
        filter={filter}
        onFilter={(changed) => void navigate({ to: '.', search: queryOfFilter(changed), replace: true })}
      />
    </DeskPage>
  )
}

function PageLinks() {
  const { links } = texts
  return (
    <>
      <Link className={desk.link} to="/alerts/rules">
        {links.rules}
      </Link>
      <Link className={desk.link} to="/alerts/channels">
        {links.channels}
      </Link>
      <Link className={desk.link} to="/alerts/shift">
        {links.shift}
      </Link>
      <NotificationsButton isShort />
    </>
  )
}
