import { useQuery } from '@tanstack/react-query'
import type { SiteSettings } from '@wallboard/relay/rest/site'
import { siteQueries } from '../../api/site-queries.ts'

/** What the site has configured; undefined until the server has answered. */
export const useSite = (): SiteSettings | undefined => useQuery(siteQueries.settings()).data

/** Whether the server records. Before the server has answered nothing of the past is requested either. */
export const useHasHistory = (): boolean => useSite()?.hasHistory === true
