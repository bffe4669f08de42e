import type { Agent } from 'node:http'
import { HttpsProxyAgent } from 'https-proxy-agent'

/** The proxy through which this server reaches Five9, as the environment names it. */
export interface CompanyProxy {
  readonly url: string
  /** Hosts that are reached without it: names, suffixes such as `.example.com`, `host:port`, or `*`. */
  readonly exceptions: readonly string[]
}

const defaultPorts: Readonly<Record<string, string>> = { 'https:': '443', 'wss:': '443' }
const isSecure = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'wss:'
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host)

/**
 * The proxy's address as a URL: `proxy:3128` is read as `http://proxy:3128`. Undefined when it is none.
 */
export function proxyUrlOf(text: string): string | undefined {
  const whole = text.includes('://') ? text : `http://${text}`
  if (!URL.canParse(whole)) return undefined
  const { protocol, hostname } = new URL(whole)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? whole : undefined
}

/** True when an address is reached through the proxy: one with TLS that is neither on this machine nor excepted. */
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

/** The proxy's address for a log: without the credentials that it may hold. */
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
