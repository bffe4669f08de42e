import { isIPv6 } from 'node:net'
import { hostname } from 'node:os'
import type { Config } from '../config.ts'

/** Hosts that stand for every address of this machine. */
const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/** The address under which a person on this machine reaches the server. */
export function urlOf({ host, basePath }: Pick<Config, 'host' | 'basePath'>, port: number): string {
  const name = everywhere.has(host) ? 'localhost' : isIPv6(host) ? `[${host}]` : host
  return `http://${name}:${port}${basePath}`
}

/** The names by which browsers may ask for this server, besides addresses and `localhost`. */
export function hostNamesOf({ host, allowedHosts }: Pick<Config, 'host' | 'allowedHosts'>): string[] {
  return [host.toLowerCase(), hostname().toLowerCase(), ...allowedHosts]
}
