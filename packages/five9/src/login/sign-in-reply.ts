import { z } from 'zod'
import type { Identity } from '../identity.ts'
import { isTrustedHost } from '../login-address.ts'

const text = z.coerce.string()
const DataCenter = z.looseObject({
  active: z.boolean().optional().catch(undefined),
  apiUrls: z.array(z.looseObject({ host: z.string(), port: text.optional() })).catch([]),
})

const Metadata = z.object({ dataCenters: z.array(DataCenter).catch([]) })

/** The reply to a login or to the method Metadata: the parts that this library uses. */
export const LoginReply = z.object({
  tokenId: z.string().min(1),
  orgId: text,
  userId: text,
  context: z.object({ farmId: text, cloudClientUrl: z.string().min(1).optional().catch(undefined) }),
  metadata: Metadata.catch({ dataCenters: [] }),
})
export type LoginReply = z.infer<typeof LoginReply>

/** The first address of the active data centre, else of the first data centre. */
function apiUrl({ dataCenters }: z.infer<typeof Metadata>) {
  const centre = dataCenters.find(({ active }) => active === true) ?? dataCenters[0]
  return centre?.apiUrls[0]
}

function trustedOrigin(url: { host: string; port?: string | undefined }, login: URL): string | undefined {
  const address = `${login.protocol}//${url.host}${url.port === undefined ? '' : `:${url.port}`}`
  return URL.canParse(address) && isTrustedHost(new URL(address).hostname, login)
    ? new URL(address).origin
    : undefined
}

/**
 * The origin for REST calls after a sign-in: the data centre's, or the login host's when the reply names none.
 * Undefined when the reply names a host that must not receive the token.
 */
export function apiOrigin(reply: LoginReply, login: URL): string | undefined {
  const url = apiUrl(reply.metadata)
  return url === undefined ? login.origin : trustedOrigin(url, login)
}

/** The identity after a sign-in; undefined when the reply names a host that must not receive the token. */
export function identityOf(reply: LoginReply, login: URL): Identity | undefined {
  const origin = apiOrigin(reply, login)
  if (origin === undefined) return undefined
  const { tokenId, context, orgId, userId } = reply
  return {
    origin,
    orgId,
    userId,
    headers: { authorization: `Bearer-${tokenId}`, farmId: context.farmId },
    ...(context.cloudClientUrl === undefined ? {} : { cloudUrl: context.cloudClientUrl }),
  }
}

/**
 * The identity at the host that new metadata names. Event 1002 carries only the data centres; the method Metadata
 * carries a whole login reply. Undefined when it names no host, or a host that is not Five9's.
 */
export function identityAfterMove(identity: Identity, metadata: unknown, login: URL): Identity | undefined {
  const whole = LoginReply.safeParse(metadata)
  const url = apiUrl(whole.data?.metadata ?? Metadata.safeParse(metadata).data ?? { dataCenters: [] })
  const origin = url === undefined ? undefined : trustedOrigin(url, login)
  if (origin === undefined) return undefined
  const renewed = whole.success ? identityOf(whole.data, login) : undefined
  return { ...identity, ...renewed, origin }
}
