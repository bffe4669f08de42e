import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { accountQueries } from '../../api/account-queries.ts'
import { useUnread } from '../../live/hooks/live-context.tsx'
import { permittedPages, type NavigationPage } from './pages.ts'

/** The pages that the signed-in person may see. The same array while they do not change. */
export function usePages(): readonly NavigationPage[] {
  const unread = useUnread()
  const seesCluster = useQuery(accountQueries.current()).data?.seesCluster === true
  return useMemo(() => permittedPages({ unread, seesCluster }), [unread, seesCluster])
}
