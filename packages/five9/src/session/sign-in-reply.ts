import { z } from 'zod'
import { isTrustedHost } from '../login-address.ts'

const text = z.coerce.string()
const DataCenter = z.looseObject({
  active: z.boolean().optional().catch(undefined),
  apiUrls: z.array(z.looseObject({ host: z.string(), port: text.optional() })).catch([]),
})

/** The reply to a login, as far as this library uses it. */
export const SignInReply = z.object({
  tokenId: z.string().min(1),
  orgId: text,
  userId: text,
  context: z.object({ farmId: text }),
  metadata: z.object({ dataCenters: z.array(DataCenter).catch([]) }).catch({ dataCenters: [] }),
})
export type SignInReply = z.infer<typeof SignInReply>

/**
 * The origin for REST calls after a sign-in: the first active data centre, else the first, else the login host.
 * A host that must not see the token is an answer too: undefined.
 */
export function apiOrigin(reply: SignInReply, login: URL): string | undefined {
  const { dataCenters } = reply.metadata
  const centre = dataCenters.find(({ active }) => active === true) ?? dataCenters[0]
  const url = centre?.apiUrls[0]
  if (url === undefined) return login.origin
  const address = `${login.protocol}//${url.host}${url.port === undefined ? '' : `:${url.port}`}`
  return URL.canParse(address) && isTrustedHost(new URL(address).hostname, login)
    ? new URL(address).origin
    : undefined
}
