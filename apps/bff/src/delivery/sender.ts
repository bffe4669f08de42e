import { Fenced } from '../storage/fence.ts'
import { dueAt } from './queue-state.ts'
import { pauseBetweenMs } from './attempt-state.ts'
import type { DeliverHead } from './deliver-head.ts'
import type { ChannelRef, Head } from './queue-store.ts'
import type { FenceCheck, SenderLease } from './sender-lease.ts'
import type { ChannelKind } from '@wallboard/relay/rest/alert-channels'

const maxAtOnce = 4
/** Notices of another node, or of one whose wake was lost, wait no longer. */
const lookAgainMs = 5_000
/** A stop waits this long for answers: a message that is given up may be received, and is sent again after the start. */
const stopWithinMs = 1_500

export interface SenderDeps {
  /** Nothing is sent while another node has it. */
  readonly lease: SenderLease
  /** Queues the groups that are due. Returns when the next one is due; undefined while none waits. */
  readonly release: (check: FenceCheck) => Promise<number | undefined>
  readonly heads: () => Promise<readonly Head[]>
  readonly deliverHead: DeliverHead
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly logError: (error: unknown) => void
}

/** Delivers the queue: the notices of a channel one after the other, four channels at once. */
export interface Sender {
  /** Looks into the queue soon. */
  readonly wake: () => void
  /** A message was sent to a channel outside the queue, such as a test. */
  readonly sent: (channel: ChannelRef, kind: ChannelKind) => void
  /** Resolves when nothing is due and no attempt runs. For tests and for stopping. */
  readonly settled: () => Promise<void>
  /** Starts nothing more, waits shortly for the attempts that run, and gives up the rest: they are made again after the next start. */
  readonly close: (withinMs?: number) => Promise<void>
}

const nameOf = ({ org, key }: ChannelRef) => JSON.stringify([org, key])

/** Starts to deliver. */
export function startSender(deps: SenderDeps): Sender {
  const { lease } = deps
  const running = new Map<string, Promise<void>>()
  /** When a channel may receive its next message. */
  const readyAt = new Map<string, number>()
  /** Ends the attempts that run: the server stops, or another node may send. */
  let stopping = new AbortController()
  let isClosing = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let mustLookAgain = false

  function sent(channel: ChannelRef, kind: ChannelKind): void {
    readyAt.set(nameOf(channel), deps.now() + pauseBetweenMs[kind])
  }

  async function deliver(head: Head, check: FenceCheck): Promise<void> {
    try {
      await deps.deliverHead(head, {
        ...{ signal: stopping.signal, check },
        sent: (kind) => {
          sent(head, kind)
        },
      })
    } catch (error) {
      // Another node sends, or the database failed: the notice stays, and is tried at the next look.
      if (!(error instanceof Fenced)) deps.logError(error)
      readyAt.set(nameOf(head), deps.now() + lookAgainMs)
    }
  }

  /** Starts what is due. Returns how long nothing further will be. */
  async function startDue(): Promise<number> {
    if (!lease.isHeld()) return lookAgainMs
    const check = lease.fenceCheck()
    const groupDueAt = await deps.release(check)
    const heads = await deps.heads()
    const now = deps.now()
    let pause = Math.min(lookAgainMs, Math.max(0, (groupDueAt ?? Infinity) - now))
    for (const head of heads) {
      const name = nameOf(head)
      if (running.has(name)) continue
      const at = Math.max(dueAt(head, now), readyAt.get(name) ?? 0)
      if (at > now) {
        pause = Math.min(pause, at - now)
        continue
      }
      // The end of an attempt looks again, and so does a node that becomes the sender.
      if (running.size >= maxAtOnce || isClosing || !lease.isHeld()) break
      running.set(
        name,
        deliver(head, check).finally(() => {
          running.delete(name)
          wake()
        }),
      )
    }
    return pause
  }

  async function look(): Promise<void> {
    mustLookAgain = false
    clearTimeout(timer)
    let pause = lookAgainMs
    try {
      pause = await startDue()
    } catch (error) {
      if (!(error instanceof Fenced)) deps.logError(error)
    }
    if (!isClosing) timer = setTimeout(wake, pause)
  }

  function wake(): void {
    if (isClosing) return
    mustLookAgain = true
    looking ??= look().finally(() => {
      looking = undefined
      if (mustLookAgain) wake()
    })
  }

  async function settled(): Promise<void> {
    while (looking !== undefined || running.size > 0) await Promise.all([looking, ...running.values()])
  }

  const unsubscribe = lease.on(() => {
    if (lease.isHeld()) wake()
    else if (!isClosing) {
      stopping.abort()
      stopping = new AbortController()
    }
  })
  wake()
  return {
    wake,
    sent,
    settled,
    async close(withinMs = stopWithinMs) {
      isClosing = true
      unsubscribe()
      clearTimeout(timer)
      const abort = setTimeout(() => {
        stopping.abort()
      }, withinMs)
      await settled()
      clearTimeout(abort)
    },
  }
}
