import { queryOptions } from '@tanstack/react-query'
import { SiteSettings } from '@wallboard/relay/rest/site'
import { requestJson } from './api.ts'

export const siteQueries = {
  /** What the site has configured; it changes only with the server. */
  settings: () =>
    queryOptions({
      queryKey: ['site'] as const,
      queryFn: ({ signal }) => requestJson('api/site', SiteSettings, { signal }),
      staleTime: Infinity,
    }),
}
