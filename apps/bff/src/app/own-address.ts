import { isIPv6 } from 'node:net'
import { hostname } from 'node:os'
import type { Config } from '../config.ts'

/** Hosts that mean all addresses of this machine. */
const allAddresses: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/** The URL of the server for a browser on this machine. */
export function urlOf({ host, basePath }: Pick<Config, 'host' | 'basePath'>, port: number): string {
  const name = allAddresses.has(host) ? 'localhost' : isIPv6(host) ? `[${host}]` : host
  return `http://${name}:${port}${basePath}`
}

/** The host names that browsers may use for this server, besides addresses and `localhost`. */
export function hostNamesOf({ host, allowedHosts }: Pick<Config, 'host' | 'allowedHosts'>): string[] {
  return [host.toLowerCase(), hostname().toLowerCase(), ...allowedHosts]
}
