import type { AccountReply } from '@wallboard/relay/rest/account'
import type { Route } from '../http/route.ts'

export interface AccountDeps {
  /** Five9's region by the configuration; undefined where only a login address is configured. */
  readonly region: string | undefined
  /** The time zone of the server. */
  readonly timeZone: string
}

/** `GET /api/account`: the domain of the signed-in person, and the server's region and time zone. */
export function accountRoutes({ region, timeZone }: AccountDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/account',
      access: 'person',
      handle({ response }, { org }) {
        response.json({ domain: org, region: region ?? null, timeZone } satisfies AccountReply)
      },
    },
  ]
}
