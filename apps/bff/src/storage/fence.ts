import type { Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** What a holder of a lease writes under. */
export interface Fence {
  /** The name of the lease: the key of a feed, or `desk`. */
  readonly feed: string
  readonly number: number
}

/** Nothing was written: another node holds the lease under a higher fence. Do not retry. */
export class Fenced extends Error {
  override name = 'Fenced'
  /** What was refused; undefined when the node has no fence at all. */
  readonly fence: Fence | undefined

  constructor(message: string, fence?: Fence) {
    super(message)
    this.fence = fence
  }
}

/**
 * Whether the fence is the highest that any transaction had. If so, it is from now on: a lower one is refused as soon as
 * this transaction is committed.
 */
export async function raiseFence(
  transaction: Transaction<Tables>,
  { feed, number }: Fence,
): Promise<{ readonly isHighest: true } | { readonly isHighest: false; readonly highest: number }> {
  const query = transaction.selectFrom('feed_fences').select('fence').where('feed', '=', feed)
  const highest = (await query.executeTakeFirst())?.fence
  if (highest !== undefined && highest > number) return { isHighest: false, highest }
  if (highest !== number)
    await transaction
      .insertInto('feed_fences')
      .values({ feed, fence: number })
      .onConflict((conflict) => conflict.column('feed').doUpdateSet({ fence: number }))
      .execute()
  return { isHighest: true }
}

/**
 * Makes a transaction fail unless its fence is the highest that any transaction had: a former holder of a lease writes
 * nothing once the new holder has written. Transactions of all nodes run one after the other.
 * @throws Fenced
 */
export async function requireFence(transaction: Transaction<Tables>, fence: Fence): Promise<void> {
  const { feed, number } = fence
  const raised = await raiseFence(transaction, fence)
  if (!raised.isHighest)
    throw new Fenced(
      `the fence ${number} of ${feed} is lower than ${raised.highest}: another node has taken over`,
      fence,
    )
}
