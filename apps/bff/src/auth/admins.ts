import type { Denial } from '../http/app-error.ts'

/** The administrators that the configuration names. User names are compared as they are. */
export interface Admins {
  /** The users in ADMIN_USERS. When it is empty, the service account is the only administrator. */
  readonly listed: readonly string[]
  readonly serviceAccount: string | undefined
}

/** Why a user may not use the pages for administrators; undefined for an administrator. */
export function adminDenial(username: string, { listed, serviceAccount }: Admins): Denial | undefined {
  const deny = (reason: 'not-listed' | 'no-admins' | 'not-service-account'): Denial => ({
    status: 403,
    body: { code: 'not-admin', params: { reason, username } },
  })
  if (listed.length > 0) return listed.includes(username) ? undefined : deny('not-listed')
  if (serviceAccount === undefined) return deny('no-admins')
  return username === serviceAccount ? undefined : deny('not-service-account')
}
