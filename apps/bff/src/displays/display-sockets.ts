import { slicesOf } from '../storage/slices.ts'

/** A display's newest socket in the cluster. */
export interface SocketClaim {
  /** The node that has it. */
  readonly node: string
  /** Grows by one with each socket of the display. */
  readonly number: number
}

/** The numbers of sockets in the database. */
export interface DisplaySocketStore {
  /**
   * Gives a new socket of each display the next number. Leaves out displays with a socket that was opened up to
   * `maxClaimDelayMs` later: the claim of that socket was faster.
   */
  readonly claim: (node: string, sockets: readonly OpenedSocket[]) => Promise<ReadonlyMap<string, number>>
  /** As `claim`, but leaves out every display with a socket that was opened later, whenever that was. */
  readonly claimLate: (node: string, sockets: readonly OpenedSocket[]) => Promise<ReadonlyMap<string, number>>
  readonly find: (ids: readonly string[]) => Promise<ReadonlyMap<string, SocketClaim>>
}

export interface OpenedSocket {
  readonly id: string
  /** Milliseconds of the cluster's clock. */
  readonly openedAt: number
}

/** Keeps one socket of each display open in the whole cluster: the newest. */
export interface DisplaySockets {
  /** A socket of a display was opened in this process; older ones in this process are closed already. */
  readonly opened: (id: string) => void
  /** The last socket of a display in this process is closed. */
  readonly closed: (id: string) => void
  /** Other nodes announced sockets of these displays, or `undefined`: of any. */
  readonly announcedElsewhere: (ids: readonly string[] | undefined) => void
  /** Compares the sockets of this process with the database: announcements may have been lost. */
  readonly check: () => Promise<void>
}

interface LocalSocket extends OpenedSocket {
  claim: number | undefined
}

/**
 * How long after its socket was opened a claim arrives, at most: the batch and the time limit of a statement. A socket that
 * seems to be opened even later has its time from a node with a wrong clock, which must not shut this display out.
 */
export const maxClaimDelayMs = 10_000
/** Sockets of one statement: after a restart all displays connect at once. */
const maxInStatement = 500
/** How long new sockets are gathered. */
const batchMs = 10
/** How long they are gathered after a claim: a storm takes few statements with many sockets each. */
export const claimEveryMs = 100

/**
 * Numbers the sockets of displays in the database. A socket whose number is lower than that of another node is closed. While
 * the database is down sockets stay open without a number, which they get by a later `check`.
 */
export function createDisplaySockets(deps: {
  readonly store: DisplaySocketStore
  readonly node: string
  /** Milliseconds of the cluster's clock. */
  readonly now: () => number
  readonly claimElsewhere: (id: string) => number | undefined
  readonly onClaimed: (id: string, claim: number) => void
  /** A newer socket is open at another node: the one in this process has to be closed. */
  readonly onReplaced: (id: string) => void
  readonly logError: (error: unknown) => void
}): DisplaySockets {
  const { store, node } = deps
  const sockets = new Map<string, LocalSocket>()
  let fresh: LocalSocket[] = []
  let isClaiming = false

  const isCurrent = (socket: LocalSocket) => sockets.get(socket.id) === socket

  function replaced(id: string): void {
    sockets.delete(id)
    deps.onReplaced(id)
  }
  function compare(id: string): void {
    const claim = sockets.get(id)?.claim
    if (claim !== undefined && (deps.claimElsewhere(id) ?? 0) > claim) replaced(id)
  }
  function numbered(socket: LocalSocket, claim: number): void {
    if (!isCurrent(socket)) return
    socket.claim = claim
    deps.onClaimed(socket.id, claim)
    compare(socket.id)
  }

  async function claimFresh(): Promise<void> {
    // Of two sockets of one display only the newer one is left in this process.
    const wanted = fresh.filter(isCurrent)
    fresh = []
    for (const batch of slicesOf(wanted, maxInStatement)) await claimNumbers(batch, store.claim)
  }

  /** Claims never overlap. */
  function claimAfter(ms: number): void {
    isClaiming = true
    setTimeout(() => {
      claimFresh()
        .catch(deps.logError)
        .finally(() => {
          isClaiming = false
          if (fresh.length > 0) claimAfter(claimEveryMs)
        })
    }, ms)
  }

  async function claimNumbers(
    batch: readonly LocalSocket[],
    claimIn: DisplaySocketStore['claim'],
  ): Promise<void> {
    const claims = await claimIn(node, batch)
    for (const socket of batch) {
      const claim = claims.get(socket.id)
      if (claim !== undefined) numbered(socket, claim)
      else if (isCurrent(socket)) replaced(socket.id)
    }
  }

  async function compareWithStore(batch: readonly LocalSocket[]): Promise<void> {
    const stored = await store.find(batch.map(({ id }) => id))
    for (const socket of batch) {
      const newest = stored.get(socket.id)
      const isOlder =
        newest !== undefined && newest.node !== node && newest.number > (socket.claim ?? Infinity)
      if (isOlder && isCurrent(socket)) replaced(socket.id)
    }
  }

  return {
    opened(id) {
      const socket = { id, openedAt: deps.now(), claim: undefined }
      sockets.set(id, socket)
      fresh.push(socket)
      if (!isClaiming) claimAfter(batchMs)
    },
    closed: (id) => {
      sockets.delete(id)
    },
    announcedElsewhere(ids) {
      for (const id of ids ?? [...sockets.keys()]) compare(id)
    },
    async check() {
      const all = [...sockets.values()].filter((socket) => !fresh.includes(socket))
      const isNumbered = ({ claim }: LocalSocket) => claim !== undefined
      for (const batch of slicesOf(
        all.filter((socket) => !isNumbered(socket)),
        maxInStatement,
      ))
        await claimNumbers(batch, store.claimLate)
      for (const batch of slicesOf(all.filter(isNumbered), maxInStatement)) await compareWithStore(batch)
    },
  }
}
