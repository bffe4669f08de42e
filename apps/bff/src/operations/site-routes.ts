import type { SiteSettings } from '@wallboard/relay/rest/site'
import type { Route } from '../http/route.ts'

export interface SiteDeps {
  readonly site: SiteSettings
}

/** `GET /api/site`: what the site has configured for the pages of the desk. */
export function siteRoutes({ site }: SiteDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/site',
      access: 'person',
      handle({ response }) {
        response.json(site)
      },
    },
  ]
}
