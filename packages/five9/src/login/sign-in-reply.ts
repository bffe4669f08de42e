import { z } from 'zod'
import { isTrustedHost } from '../login-address.ts'

const text = z.coerce.string()
const DataCenter = z.looseObject({
  active: z.boolean().optional().catch(undefined),
  apiUrls: z.array(z.looseObject({ host: z.string(), port: text.optional() })).catch([]),
})

const Metadata = z.object({ dataCenters: z.array(DataCenter).catch([]) })

/** The reply to a login or to Metadata, as far as this library uses it. */
export const SignInReply = z.object({
  tokenId: z.string().min(1),
  orgId: text,
  userId: text,
  context: z.object({ farmId: text }),
  metadata: Metadata.catch({ dataCenters: [] }),
})
export type SignInReply = z.infer<typeof SignInReply>

/** What calls after a sign-in need: the host, the headers that prove who calls, and the ids for paths. */
export interface Identity {
  readonly origin: string
  readonly headers: Readonly<{ authorization: string; farmId: string }>
  readonly orgId: string
  readonly userId: string
}

/** The first active data centre's first address, else the first one's. */
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
 * The origin for REST calls after a sign-in: the data centre's, or the login host's where none is named.
 * A host that must not see the token is an answer too: undefined.
 */
export function apiOrigin(reply: SignInReply, login: URL): string | undefined {
  const url = apiUrl(reply.metadata)
  return url === undefined ? login.origin : trustedOrigin(url, login)
}

/** Who the caller is from now on; undefined when the reply names a host that must not see the token. */
export function identityOf(reply: SignInReply, login: URL): Identity | undefined {
  const origin = apiOrigin(reply, login)
  if (origin === undefined) return undefined
  const { tokenId, context, orgId, userId } = reply
  return { origin, orgId, userId, headers: { authorization: `Bearer-${tokenId}`, farmId: context.farmId } }
}

/**
 * The identity at the host that new metadata names: event 1002 carries the data centres alone, the method Metadata
 * the whole of a login's reply. Undefined when it names no host, or a stranger's.
 */
export function identityAfterMove(identity: Identity, metadata: unknown, login: URL): Identity | undefined {
  const whole = SignInReply.safeParse(metadata)
  const url = apiUrl(whole.data?.metadata ?? Metadata.safeParse(metadata).data ?? { dataCenters: [] })
  const origin = url === undefined ? undefined : trustedOrigin(url, login)
  if (origin === undefined) return undefined
  const renewed = whole.success ? identityOf(whole.data, login) : undefined
  return { ...identity, ...renewed, origin }
}
