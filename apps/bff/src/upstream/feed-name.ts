import { hash } from 'node:crypto'

/**
 * The name of a user's feed in keys and positions: 16 hexadecimal digits. Each node computes the same from its
 * configuration, also before Five9 has told the domain. Nodes may reach the same Five9 through different ports of a proxy.
 * @param username normalized
 */
export function feedName(address: {
  readonly region: string | undefined
  readonly loginUrl: string | undefined
  readonly username: string
}): string {
  const host = address.loginUrl === undefined ? '' : new URL(address.loginUrl).hostname
  return hash('sha256', JSON.stringify([address.region ?? '', host, address.username])).slice(0, 16)
}
