import { hash, randomBytes, randomInt } from 'node:crypto'
import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { PairingProgress, PendingPairing } from '@wallboard/relay/rest/pairing'
import { newPairingCode, readPairingCode } from './pairing-code.ts'

/** The screen that requests a code, as the person who approves it sees it. */
export interface PairingDevice {
  readonly address: string
  /** What limits count by: the IPv4 address, or the /64 of an IPv6 address. */
  readonly network: string
  readonly browser: string
  readonly width: number
  readonly height: number
}

/** A new code. */
export interface PairingCode {
  /** For the screen's cookie. */
  readonly secret: string
  /** For the screen to show. */
  readonly code: string
  /** Address of the request that was dropped because too many were pending. */
  readonly evictedAddress: string | undefined
}

/** State of a pairing, with the display token once the code is approved. */
export interface PairingStatus {
  readonly progress: PairingProgress
  readonly displayToken?: string
}

/** Screens that wait to be paired. In memory: after a restart they request new codes by themselves. */
export interface Pairings {
  /** When the maximum number of requests is pending, the oldest one of the network with the most is dropped. */
  readonly requestCode: (device: PairingDevice) => Promise<PairingCode>
  /** Undefined for an unknown secret. The display token is returned once, and the pairing ends with it. */
  readonly status: (secret: string | undefined) => Promise<PairingStatus | undefined>
  readonly find: (code: string) => Promise<PendingPairing | undefined>
  /** Uses up a code: its screen receives the token with its next status request. False when no screen shows the code. */
  readonly approve: (code: string, displayToken: string) => Promise<boolean>
  /** Removes expired requests. */
  readonly sweep: () => void
}

interface PendingCode extends PairingDevice {
  readonly code: string
  /** Monotonic milliseconds. */
  readonly requestedAt: number
  /** Monotonic milliseconds. */
  readonly expiresAt: number
  displayToken: string | undefined
}

const validMs = 10 * 60_000
const pollEveryMs = 2_000
const maxPending = 1_000

const hashOf = (secret: string): string => hash('sha256', secret)

/** The device flow of RFC 8628: a secret for the device, a short code for the person, one use, ten minutes. */
export function createPairings({ clocks }: { readonly clocks: Clocks }): Pairings {
  const bySecret = new Map<string, PendingCode>()

  /** A monotonic instant as epoch milliseconds of the wall clock. */
  const toWallClock = (at: number) => at + wallOffsetMs(clocks)
  const hasExpired = ({ expiresAt }: PendingCode) => clocks.monotonic() >= expiresAt
  const withCode = (input: string) => {
    const code = readPairingCode(input)
    return [...bySecret.values()].find(
      (pending) => pending.code === code && pending.displayToken === undefined && !hasExpired(pending),
    )
  }
  function sweep(): void {
    for (const [key, pending] of bySecret) if (hasExpired(pending)) bySecret.delete(key)
  }

  /**
   * Drops one request when the maximum is reached, and returns its address. Approved requests stay, and the new request
   * counts for its network: a network that floods the server drops its own requests.
   */
  function evict(network: string): string | undefined {
    if (bySecret.size < maxPending) return undefined
    const byNetwork = new Map<string, { count: number; oldest: string | undefined }>()
    byNetwork.set(network, { count: 1, oldest: undefined })
    for (const [key, pending] of bySecret) {
      if (pending.displayToken !== undefined) continue
      const { count, oldest } = byNetwork.get(pending.network) ?? { count: 0, oldest: undefined }
      byNetwork.set(pending.network, { count: count + 1, oldest: oldest ?? key })
    }
    const [busiest] = [...byNetwork.values()]
      .filter(({ oldest }) => oldest !== undefined)
      .sort((a, b) => b.count - a.count)
    // When all are approved, the oldest goes: its screen has had time to fetch its token.
    const key = busiest?.oldest ?? [...bySecret.keys()][0]
    const address = key === undefined ? undefined : bySecret.get(key)?.address
    if (key !== undefined) bySecret.delete(key)
    return address
  }

  function requestCode(device: PairingDevice): PairingCode {
    sweep()
    const evictedAddress = evict(device.network)
    let code = newPairingCode((limit) => randomInt(limit))
    while (withCode(code) !== undefined) code = newPairingCode((limit) => randomInt(limit))
    const secret = randomBytes(32).toString('base64url')
    const requestedAt = clocks.monotonic()
    const expiresAt = requestedAt + validMs
    bySecret.set(hashOf(secret), { ...device, code, requestedAt, expiresAt, displayToken: undefined })
    return { secret, code, evictedAddress }
  }

  function status(secret: string | undefined): PairingStatus | undefined {
    const key = secret === undefined ? undefined : hashOf(secret)
    const pending = key === undefined ? undefined : bySecret.get(key)
    if (key === undefined || pending === undefined) return undefined
    if (hasExpired(pending)) return { progress: { state: 'expired' } }
    const { code, expiresAt, displayToken } = pending
    if (displayToken === undefined)
      return { progress: { state: 'waiting', code, expiresAt: toWallClock(expiresAt), pollEveryMs } }
    bySecret.delete(key)
    return { progress: { state: 'paired' }, displayToken }
  }

  function find(input: string): PendingPairing | undefined {
    const pending = withCode(input)
    if (pending === undefined) return undefined
    const { code, requestedAt, expiresAt, address, browser, width, height } = pending
    return {
      ...{ code, requestedAt: toWallClock(requestedAt), expiresAt: toWallClock(expiresAt) },
      ...{ address, browser, width, height },
    }
  }

  function approve(input: string, displayToken: string): boolean {
    const pending = withCode(input)
    if (pending === undefined) return false
    pending.displayToken = displayToken
    return true
  }

  // Each operation is done within one turn: nothing can happen to a code between its check and its use.
  return {
    requestCode: (device) => Promise.resolve(requestCode(device)),
    status: (secret) => Promise.resolve(status(secret)),
    find: (code) => Promise.resolve(find(code)),
    approve: (code, displayToken) => Promise.resolve(approve(code, displayToken)),
    sweep,
  }
}
