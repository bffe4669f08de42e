import type { DayRule } from '@wallboard/history'
import type { AccountReply } from '@wallboard/relay/rest/account'
import type { Route } from '../http/route.ts'

export interface AccountDeps {
  /** Five9's region by the configuration; undefined where only a login address is configured. */
  readonly region: string | undefined
  /** The time zone of the contact centre, and when its days start. */
  readonly dayRule: DayRule
  /** Names of domains, by Five9's id. */
  readonly domainNames: ReadonlyMap<string, string>
  /** Whether several nodes run and this person is an administrator. */
  readonly seesCluster: (username: string) => boolean
}

/** `GET /api/account`: the domain of the signed-in person, and the server's region, time zone and start of a day. */
export function accountRoutes(deps: AccountDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/account',
      access: 'person',
      handle({ response }, { org, username }) {
        response.json({
          domain: org,
          domainName: deps.domainNames.get(org) ?? null,
          region: deps.region ?? null,
          timeZone: deps.dayRule.timeZone,
          dayStartMinute: deps.dayRule.startMinute,
          seesCluster: deps.seesCluster(username),
        } satisfies AccountReply)
      },
    },
  ]
}
