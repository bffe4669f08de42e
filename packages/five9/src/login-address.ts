import { BadInput } from './errors.ts'

/** The login host of each region. Sources disagree on all but US, so `loginUrl` overrides. */
const regionOrigins = {
  US: 'https://app.five9.com',
  CA: 'https://app.ca.five9.com',
  LDN: 'https://app.five9.eu',
  FRK: 'https://app.eu.five9.eu',
} as const

export type Region = keyof typeof regionOrigins

export function isRegion(text: string): text is Region {
  return Object.hasOwn(regionOrigins, text)
}

/** True for a host name that stays on this machine. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/**
 * The whole login address: `loginUrl` if set, else that of the region (US by default). Plain http only on loopback.
 * @throws BadInput
 */
export function loginAddress(options: { readonly loginUrl?: string; readonly region?: Region }): URL {
  const text = options.loginUrl ?? `${regionOrigins[options.region ?? 'US']}/appsvcs/rs/svc/auth/login`
  if (!URL.canParse(text)) throw new BadInput('the login address is not a URL')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    throw new BadInput('the login address must not hold credentials')
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!isAllowed)
    throw new BadInput('the login address must be https; plain http is allowed on loopback only')
  return url
}

const five9Hosts = /(?:^|\.)five9\.(?:com|eu|ca)$/

/**
 * True when a host in metadata may receive the token: a host of Five9, the login host, or loopback after a sign-in on
 * loopback.
 */
export function isTrustedHost(host: string, login: URL): boolean {
  if (host === login.hostname) return true
  return isLoopbackHost(login.hostname) ? isLoopbackHost(host) : five9Hosts.test(host)
}

const cloudHosts = /(?:^|\.)five9\.net$/

/** True when requests with the credentials of the session may go to an address: those hosts, and those of Five9's cloud. */
export function isTrustedAddress(url: URL, login: URL): boolean {
  if (url.username !== '' || url.password !== '') return false
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackHost(url.hostname))) return false
  return (
    isTrustedHost(url.hostname, login) || (!isLoopbackHost(login.hostname) && cloudHosts.test(url.hostname))
  )
}
