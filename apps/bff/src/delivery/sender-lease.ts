import type { Transaction } from 'kysely'
import type { Tables } from '../storage/tables.ts'

/** Makes a transaction fail with `Fenced` once another node sends. */
export type FenceCheck = (transaction: Transaction<Tables>) => Promise<void>

/** Decides which node sends the messages of the queue. */
export interface SenderLease {
  /** Whether this node may send now. */
  readonly isHeld: () => boolean
  /** The check for the transactions of work that begins now. */
  readonly fenceCheck: () => FenceCheck
  /** Reports that `isHeld` has changed. Returns a function that ends the subscription. */
  readonly on: (listener: () => void) => () => void
}

/** In a server of one process nobody else sends. */
export const soleSender: SenderLease = {
  isHeld: () => true,
  fenceCheck: () => () => Promise.resolve(),
  on: () => () => undefined,
}
