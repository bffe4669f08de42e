import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatchRoute } from '@tanstack/react-router'
import { useMemo } from 'react'
import { accountQueries } from '../api/account-queries.ts'
import { SiteZoneProvider } from '../board/site-zone-context.tsx'
import { LiveProvider } from '../live/hooks/live-context.tsx'
import type { DeskLive } from './desk-session/desk-live.ts'
import { useDeskState } from './desk-session/desk-session-context.tsx'
import { DeskKeyboardScope } from './keyboard/desk-keyboard.tsx'
import { PreferencesProvider } from './preferences/preferences-context.tsx'
import { SiteDayProvider } from './site-time/site-day-context.tsx'
import { createPreferencesStore } from './preferences/preferences-store.ts'

/** The pages of a signed-in person, above the person's live data and preferences. */
export function SignedInLayout() {
  const live = useDeskState((state) => state.live)
  const isShown = useDeskState(
    ({ signIn, hasUnsavedChanges }) => signIn.status === 'signed-in' || hasUnsavedChanges,
  )
  if (live === undefined || !isShown) return <main data-link="down" />
  return <PagesOfPerson key={live.username} live={live} />
}

function PagesOfPerson({ live: { username, stores } }: { live: DeskLive }) {
  const preferences = useMemo(() => createPreferencesStore(username), [username])
  const isPreview = useMatchRoute()({ to: '/preview' }) !== false
  const { timeZone, dayStartMinute: startMinute = 0 } = useQuery(accountQueries.current()).data ?? {}
  const dayRule = useMemo(() => ({ timeZone, startMinute }), [timeZone, startMinute])
  return (
    <LiveProvider stores={stores}>
      <SiteZoneProvider value={timeZone}>
        <SiteDayProvider value={dayRule}>
          <PreferencesProvider value={preferences}>
            {isPreview ? (
              <Outlet />
            ) : (
              <DeskKeyboardScope>
                <Outlet />
              </DeskKeyboardScope>
            )}
          </PreferencesProvider>
        </SiteDayProvider>
      </SiteZoneProvider>
    </LiveProvider>
  )
}
