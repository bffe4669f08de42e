import ipaddr from 'ipaddr.js'

/** One entry of WEBHOOK_ALLOW. Without a port it allows all ports. */
type AllowEntry = { readonly port: number | undefined } & (
  { readonly type: 'name'; readonly name: string } | { readonly type: 'subnet'; readonly subnet: Subnet }
)
type Address = ReturnType<typeof ipaddr.parse>
type Subnet = readonly [Address, number]

/** The receivers inside the network that the operator allows; empty by default. */
export type AllowList = readonly AllowEntry[]

/** Why an address is refused. */
export type AddressFault = 'not-an-address' | 'not-https' | 'user-info' | 'port' | 'not-public'

const withoutBrackets = (host: string) => host.replace(/^\[(.*)\]$/, '$1')
const hostName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/

function parseAddress(text: string): Address | undefined {
  // Only the complete forms: `10.1` and `0x7f000001` are addresses for some programs and names for others.
  const isComplete = text.includes(':') ? ipaddr.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text)
  if (!isComplete || text.includes('%')) return undefined
  return ipaddr.process(text) // a mapped IPv6 address becomes the IPv4 address that it reaches
}

function parseSubnet(text: string): Subnet | undefined {
  const [address = '', bits, ...more] = text.split('/')
  const parsed = parseAddress(withoutBrackets(address))
  if (parsed === undefined || more.length > 0) return undefined
  const maxBits = parsed.kind() === 'ipv4' ? 32 : 128
  if (bits === undefined) return [parsed, maxBits]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= maxBits ? [parsed, Number(bits)] : undefined
}

/**
 * Parses one entry of WEBHOOK_ALLOW: a host name, an address or a subnet (`10.1.0.0/16`), each with a port or without
 * (`hooks.example:8443`, `10.1.2.3:8443`, `[fd00::1]:8443`). Undefined when it is not one of these.
 */
export function parseAllowEntry(text: string): AllowEntry | undefined {
  const bare = parseSubnet(text)
  if (bare !== undefined) return { type: 'subnet', subnet: bare, port: undefined }
  const [, host = '', portText] = /^(.+?)(?::(\d{1,5}))?$/.exec(text.toLowerCase()) ?? []
  const port = portText === undefined ? undefined : Number(portText)
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined
  const subnet = parseSubnet(host)
  if (subnet !== undefined) return { type: 'subnet', subnet, port }
  return hostName.test(host) && !/^[\d.]+$/.test(host) ? { type: 'name', name: host, port } : undefined
}

/** True for an address that any host of the Internet may have; IPv6 only from the block of global unicast, 2000::/3. */
function isGlobalUnicast(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(ipaddr.parse('2000::'), 3)
}

const portOf = (url: URL) => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port))

/** True when WEBHOOK_ALLOW lists the name in a URL: its addresses are not checked. */
export function isNameAllowed(url: URL, allow: AllowList): boolean {
  const name = withoutBrackets(url.hostname).replace(/\.$/, '')
  return allow.some(
    (entry) =>
      entry.type === 'name' &&
      entry.name === name &&
      (entry.port === undefined || entry.port === portOf(url)),
  )
}

/** True when a request to a URL may connect to an address: a public one by https on port 443, or what WEBHOOK_ALLOW lists. */
export function mayConnect(url: URL, address: string, allow: AllowList): boolean {
  const parsed = parseAddress(address)
  if (parsed === undefined) return false
  if (isNameAllowed(url, allow)) return true
  const isListed = allow.some(
    ({ port, ...entry }) =>
      entry.type === 'subnet' &&
      (port === undefined || port === portOf(url)) &&
      parsed.kind() === entry.subnet[0].kind() &&
      parsed.match(entry.subnet[0], entry.subnet[1]),
  )
  return isListed || (isGlobalUnicast(parsed) && url.protocol === 'https:' && portOf(url) === 443)
}

/** The address in the host of a URL; undefined for a name. */
export function literalAddress(url: URL): string | undefined {
  const host = withoutBrackets(url.hostname)
  return parseAddress(host) === undefined ? undefined : host
}

/**
 * Checks an address that an administrator enters, as far as that is possible without a look-up: a name is resolved and
 * checked for each connection, since its addresses may change at any time.
 */
export function addressFault(text: string, allow: AllowList): AddressFault | undefined {
  if (!URL.canParse(text)) return 'not-an-address'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'not-https'
  if (url.username !== '' || url.password !== '') return 'user-info'
  const literal = literalAddress(url)
  if (literal === undefined && !hostName.test(url.hostname.replace(/\.$/, ''))) return 'not-an-address'
  if (literal !== undefined && mayConnect(url, literal, allow)) return undefined
  // A name may resolve into a listed subnet.
  const mayBeListed =
    literal === undefined &&
    (isNameAllowed(url, allow) ||
      allow.some(({ type, port }) => type === 'subnet' && (port === undefined || port === portOf(url))))
  if (mayBeListed) return undefined
  if (url.protocol !== 'https:') return 'not-https'
  if (portOf(url) !== 443) return 'port'
  return literal === undefined ? undefined : 'not-public'
}
