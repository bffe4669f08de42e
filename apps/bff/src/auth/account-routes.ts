import type { AccountReply } from '@wallboard/relay/rest/account'
import type { Route } from '../http/route.ts'

export interface AccountDeps {
  /** Five9's region by the configuration; undefined where only a login address is configured. */
  readonly region: string | undefined
  /** The time zone of the contact centre. */
  readonly timeZone: string
  /** Names of domains, by Five9's id. */
  readonly domainNames: ReadonlyMap<string, string>
}

/** `GET /api/account`: the domain of the signed-in person, and the server's region and time zone. */
export function accountRoutes({ region, timeZone, domainNames }: AccountDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/account',
      access: 'person',
      handle({ response }, { org }) {
        const domainName = domainNames.get(org) ?? null
        response.json({ domain: org, domainName, region: region ?? null, timeZone } satisfies AccountReply)
      },
    },
  ]
}
