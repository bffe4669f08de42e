import type { Agent } from 'node:http'
import { HttpsProxyAgent } from 'https-proxy-agent'

/** The proxy for connections to Five9, as configured in the environment. */
export interface CompanyProxy {
  readonly url: string
  /** Hosts to connect to directly: names, suffixes such as `.example.com`, `host:port`, or `*`. */
  readonly exceptions: readonly string[]
}

const defaultPorts: Readonly<Record<string, string>> = { 'https:': '443', 'wss:': '443' }
const isSecure = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'wss:'
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host)

/**
 * Parses the proxy's address as a URL; `proxy:3128` means `http://proxy:3128`. Undefined when it is invalid.
 */
export function proxyUrlOf(text: string): string | undefined {
  const whole = text.includes('://') ? text : `http://${text}`
  if (!URL.canParse(whole)) return undefined
  const { protocol, hostname } = new URL(whole)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? whole : undefined
}

/** True for an address that is reached through the proxy: with TLS, not on this machine, and not an exception. */
export function isProxied(address: string, { exceptions }: CompanyProxy): boolean {
  const url = new URL(address)
  if (!isSecure(url) || isLoopback(url.hostname)) return false
  const port = url.port === '' ? (defaultPorts[url.protocol] ?? '') : url.port
  return !exceptions.some((exception) => {
    const [, name = '', exceptPort] = /^(.*?)(?::(\d+))?$/.exec(exception.toLowerCase()) ?? []
    if (name === '*') return true
    if (exceptPort !== undefined && exceptPort !== port) return false
    const domain = name.replace(/^\*?\./, '')
    return domain !== '' && (url.hostname === domain || url.hostname.endsWith(`.${domain}`))
  })
}

/** The proxy's address for the log, without credentials. */
export function shownProxy({ url }: CompanyProxy): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.origin
}

/** Chooses the agent for an address; undefined connects directly. Requests and event sockets share one tunnel agent. */
export function createAgentChoice(proxy: CompanyProxy | undefined): (address: string) => Agent | undefined {
  if (proxy === undefined) return () => undefined
  const agent = new HttpsProxyAgent(proxy.url)
  return (address) => (isProxied(address, proxy) ? agent : undefined)
}
