import { lookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { literalAddress, mayConnect, type AllowList } from './address-check.ts'

/** Resolves a name to all of its addresses, as the operating system does. */
export type ResolveName = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void

/** A name that resolves to an address to which no message may be sent. Its code is `EADDRREFUSED`. */
export class AddressRefused extends Error {
  override name = 'AddressRefused'
  readonly code = 'EADDRREFUSED'
}

const byOperatingSystem: ResolveName = (name, done) => {
  lookup(name, { all: true }, done)
}

/**
 * The look-up of the connections to a URL: all addresses of its name must be allowed, and the connection goes to exactly
 * these. The check is part of the look-up, so that a name which changes its address between a check and the connection
 * gains nothing.
 */
export function checkedLookup(
  url: URL,
  allow: AllowList,
  resolve: ResolveName = byOperatingSystem,
): LookupFunction {
  return (name, options, done) => {
    resolve(name, (error, addresses) => {
      if (error !== null) {
        done(error, [])
        return
      }
      const refused = addresses.find(({ address }) => !mayConnect(url, address, allow))
      const [first] = addresses
      if (refused !== undefined || first === undefined) {
        done(
          new AddressRefused(`${name} resolves to ${refused?.address ?? 'no address'}, which is not public`),
          [],
        )
        return
      }
      if (options.all === true) done(null, [...addresses])
      else done(null, first.address, first.family)
    })
  }
}

/** Resolves and checks the host of a URL. @throws AddressRefused, or the error of the look-up */
export function checkedAddress(url: URL, allow: AllowList, resolve?: ResolveName): Promise<string> {
  const literal = literalAddress(url)
  if (literal !== undefined)
    return mayConnect(url, literal, allow)
      ? Promise.resolve(literal)
      : Promise.reject(new AddressRefused(`${literal} is not public`))
  return new Promise((done, fail) => {
    checkedLookup(url, allow, resolve)(url.hostname, { all: false }, (error, address) => {
      if (error === null && typeof address === 'string') done(address)
      else fail(error ?? new AddressRefused(`${url.hostname} resolves to no address`))
    })
  })
}
