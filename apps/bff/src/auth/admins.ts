import type { Refusal } from './sign-in-error.ts'

/** Whom the configuration makes administrators; names are compared as they are given. */
export interface Admins {
  /** Users whom ADMIN_USERS names. Where it names nobody, the house user is the one administrator. */
  readonly named: readonly string[]
  readonly house: string | undefined
}

const notAdmin = (message: string): Refusal => ({ status: 403, code: 'not-admin', message })

/** Why a user may not see what is for administrators; undefined for one who may. */
export function adminDenial(username: string, { named, house }: Admins): Refusal | undefined {
  if (named.length > 0)
    return named.includes(username)
      ? undefined
      : notAdmin(`This is for administrators. ADMIN_USERS of this server does not name ${username}.`)
  if (house === undefined)
    return notAdmin(
      `This is for administrators, and this server has none. Start it with ADMIN_USERS=${username} to be one.`,
    )
  return username === house
    ? undefined
    : notAdmin(
        `This is for administrators. Without ADMIN_USERS only the user of FIVE9_USERNAME is one, and ${username} is not that user.`,
      )
}
