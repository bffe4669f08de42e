import { loginAddress, type Region } from './login-address.ts'
import { sendRequest, type RequestSender } from './rest/request.ts'

/** A page of the login host that needs no token. */
const openPath = '/appsvcs/rs/svc/auth/login_page_info'

/**
 * Whether the login host answers at all, with any status, within a time. It proves the way to Five9, not that anybody can
 * sign in. Never rejects.
 */
export async function reachesFive9(
  options: RequestSender & {
    readonly region?: Region | undefined
    readonly loginUrl?: string | undefined
    readonly withinMs: number
  },
): Promise<boolean> {
  const { region, loginUrl, withinMs } = options
  const { origin } = loginAddress({
    ...(region === undefined ? {} : { region }),
    ...(loginUrl === undefined ? {} : { loginUrl }),
  })
  try {
    const { body } = await sendRequest(
      `${origin}${openPath}`,
      { method: 'GET', headers: {}, body: undefined, signal: AbortSignal.timeout(withinMs) },
      options,
    )
    for await (const _ of body ?? []) break // frees the connection
    return true
  } catch {
    return false
  }
}
