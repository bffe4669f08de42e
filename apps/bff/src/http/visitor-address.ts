import type { IncomingMessage } from 'node:http'
import proxyAddress from 'proxy-addr'

/** Reads a visitor's address as Express does, also from an upgrade that Express never sees. */
export function createAddressOf(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusts = proxyAddress.compile([...trustedProxies])
  return (request) => proxyAddress(request, trusts)
}
