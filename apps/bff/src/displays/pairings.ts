import { hash, randomBytes, randomInt } from 'node:crypto'
import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { PairingProgress, PendingPairing } from '@wallboard/relay/rest/pairing'
import { newPairingCode, readPairingCode } from './pairing-code.ts'

/** Where a screen asked from, as whoever approves it is shown. */
export interface PairingDevice {
  readonly address: string
  /** What limits count by: the IPv4 address, or the /64 of an IPv6 address. */
  readonly network: string
  readonly browser: string
  readonly width: number
  readonly height: number
}

/** Screens that wait to be paired. In memory: after a restart they ask again by themselves. */
export interface Pairings {
  /**
   * The secret is for the screen's cookie, the code for its glass. When too many screens wait, the oldest request of
   * the network with the most of them gives way: `gaveWay` is its address.
   */
  readonly ask: (asker: PairingDevice) => {
    readonly secret: string
    readonly code: string
    readonly gaveWay: string | undefined
  }
  /** How the holder of a secret stands. A display token is handed over once, and the pairing is gone with it. */
  readonly progress: (
    secret: string | undefined,
  ) => { readonly progress: PairingProgress; readonly displayToken?: string } | undefined
  readonly find: (code: string) => PendingPairing | undefined
  /** Uses a code up: the screen that shows it gets the token the next time that it asks. False: no such code. */
  readonly approve: (code: string, displayToken: string) => boolean
  readonly sweep: () => void
}

interface PendingCode extends PairingDevice {
  readonly code: string
  /** Monotonic milliseconds, as is `expiresAt`. */
  readonly askedAt: number
  readonly expiresAt: number
  displayToken: string | undefined
}

const validMs = 10 * 60_000
const pollEveryMs = 2_000
const maxPending = 1_000

const hashOf = (secret: string): string => hash('sha256', secret)

/** The shape of RFC 8628: a secret for the device, a short code for the person, one use, ten minutes. */
export function createPairings({ clocks }: { readonly clocks: Clocks }): Pairings {
  const bySecret = new Map<string, PendingCode>()

  /** A monotonic instant as epoch milliseconds of the wall clock. */
  const shown = (at: number) => at + wallOffsetMs(clocks)
  const isOver = ({ expiresAt }: PendingCode) => clocks.monotonic() >= expiresAt
  const withCode = (typed: string) => {
    const code = readPairingCode(typed)
    return [...bySecret.values()].find(
      (waiting) => waiting.code === code && waiting.displayToken === undefined && !isOver(waiting),
    )
  }
  function sweep(): void {
    for (const [key, waiting] of bySecret) if (isOver(waiting)) bySecret.delete(key)
  }

  /**
   * Makes room when all places are taken. Approved requests keep theirs, and the network that asks counts itself in:
   * one that floods pushes out its own requests.
   */
  function makeRoom(network: string): string | undefined {
    if (bySecret.size < maxPending) return undefined
    const byNetwork = new Map<string, { count: number; oldest: string | undefined }>()
    byNetwork.set(network, { count: 1, oldest: undefined })
    for (const [key, waiting] of bySecret) {
      if (waiting.displayToken !== undefined) continue
      const { count, oldest } = byNetwork.get(waiting.network) ?? { count: 0, oldest: undefined }
      byNetwork.set(waiting.network, { count: count + 1, oldest: oldest ?? key })
    }
    const [busiest] = [...byNetwork.values()]
      .filter(({ oldest }) => oldest !== undefined)
      .sort((a, b) => b.count - a.count)
    // With every place approved the oldest of all goes: its screen has had time to fetch its token.
    const key = busiest?.oldest ?? [...bySecret.keys()][0]
    const address = key === undefined ? undefined : bySecret.get(key)?.address
    if (key !== undefined) bySecret.delete(key)
    return address
  }

  return {
    ask(asker) {
      sweep()
      const gaveWay = makeRoom(asker.network)
      let code = newPairingCode((limit) => randomInt(limit))
      while (withCode(code) !== undefined) code = newPairingCode((limit) => randomInt(limit))
      const secret = randomBytes(32).toString('base64url')
      const askedAt = clocks.monotonic()
      const expiresAt = askedAt + validMs
      bySecret.set(hashOf(secret), { ...asker, code, askedAt, expiresAt, displayToken: undefined })
      return { secret, code, gaveWay }
    },
    progress(secret) {
      const key = secret === undefined ? undefined : hashOf(secret)
      const waiting = key === undefined ? undefined : bySecret.get(key)
      if (key === undefined || waiting === undefined) return undefined
      if (isOver(waiting)) return { progress: { state: 'expired' } }
      const { code, expiresAt, displayToken } = waiting
      if (displayToken === undefined)
        return { progress: { state: 'waiting', code, expiresAt: shown(expiresAt), pollEveryMs } }
      bySecret.delete(key)
      return { progress: { state: 'paired' }, displayToken }
    },
    find(typed) {
      const waiting = withCode(typed)
      if (waiting === undefined) return undefined
      const { code, askedAt, expiresAt, address, browser, width, height } = waiting
      return {
        ...{ code, askedAt: shown(askedAt), expiresAt: shown(expiresAt) },
        ...{ address, browser, width, height },
      }
    },
    approve(typed, displayToken) {
      const waiting = withCode(typed)
      if (waiting === undefined) return false
      waiting.displayToken = displayToken
      return true
    },
    sweep,
  }
}
