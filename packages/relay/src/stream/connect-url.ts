import { decode, type Decoded } from './decode.ts'
import { relayPath, Subscription } from './messages.ts'

/** Whose cookie a connection comes with: one browser may hold a person's and a display's. */
export type ClientKind = 'person' | 'display'

/** Path and query at which a browser connects: what it wants is part of it, so that figures come with the first answer. */
export function connectUrl(role: ClientKind, subscription: Subscription): string {
  return `${relayPath}?as=${role}&subscribe=${encodeURIComponent(JSON.stringify(subscription))}`
}

function decodedText(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return '' // no JSON either, and refused as such
  }
}

interface RelayRequest {
  readonly role: ClientKind
  readonly subscription: Decoded<Subscription>
}

/** After a restart a thousand screens come back with the same words: the last are not read again. */
let lastRead: { readonly target: string; readonly request: RelayRequest } | undefined

/** Reads a request's target; undefined where it is not the relay's. Never throws. */
export function parseConnectUrl(target: string): RelayRequest | undefined {
  if (target === lastRead?.target) return lastRead.request
  const [path, query = ''] = target.split('?', 2)
  if (path !== relayPath) return undefined
  const fields = new Map(
    query.split('&').map((field) => [field.split('=', 1)[0], field.replace(/^[^=]*=?/, '')]),
  )
  const request: RelayRequest = {
    role: fields.get('as') === 'display' ? 'display' : 'person',
    subscription: decode(Subscription, decodedText(fields.get('subscribe') ?? '')),
  }
  lastRead = { target, request }
  return request
}
