import { decode, type Decoded } from './decode.ts'
import { relayPath, Subscription } from './messages.ts'

/** Whose cookie a connection comes with: one browser may hold a person's and a display's. */
export type ClientKind = 'person' | 'display'

/**
 * Path and query at which a browser connects. The view is part of it, so that the first answer holds a snapshot.
 * @param replay the id of the replay to join, instead of the live stream of the person
 */
export function connectUrl(role: ClientKind, subscription: Subscription, replay?: string): string {
  const joined = replay === undefined ? '' : `&replay=${encodeURIComponent(replay)}`
  return `${relayPath}?as=${role}${joined}&subscribe=${encodeURIComponent(JSON.stringify(subscription))}`
}

function decodedText(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return '' // not JSON: refused like any other text that is none
  }
}

interface RelayRequest {
  readonly role: ClientKind
  readonly subscription: Decoded<Subscription>
  /** The id of the replay that a person joins. */
  readonly replay?: string
}

/** Parses the target of a request; undefined when it is not the relay's. Never throws. */
export type ConnectUrlParser = (target: string) => RelayRequest | undefined

/** Enough for the boards of a site: the displays of one board connect again with the same target after a restart. */
const maxRemembered = 512
/** Longer targets are parsed each time: anybody can send them. */
const maxRememberedLength = 4_096

/** Creates a parser that remembers the latest targets: after a restart of the server a thousand displays connect at once. */
export function createConnectUrlParser(): ConnectUrlParser {
  const remembered = new Map<string, RelayRequest>()
  return (target) => {
    const known = remembered.get(target)
    if (known !== undefined) return known
    const request = parse(target)
    if (request === undefined || target.length > maxRememberedLength) return request
    const [oldest] = remembered.keys()
    if (remembered.size >= maxRemembered && oldest !== undefined) remembered.delete(oldest)
    remembered.set(target, request)
    return request
  }
}

function parse(target: string): RelayRequest | undefined {
  const [path, query = ''] = target.split('?', 2)
  if (path !== relayPath) return undefined
  const fields = new Map(
    query.split('&').map((field) => [field.split('=', 1)[0], field.replace(/^[^=]*=?/, '')]),
  )
  const replay = decodedText(fields.get('replay') ?? '')
  return {
    role: fields.get('as') === 'display' ? 'display' : 'person',
    ...(replay === '' ? {} : { replay }),
    subscription: decode(Subscription, decodedText(fields.get('subscribe') ?? '')),
  }
}
