import type { QueueGroup } from '@wallboard/boards'

/** The group of the person's favourites, in addresses. */
export const mineGroup = 'mine'
/** Groups of boards have a name in addresses, which may be any text. */
const boardGroupPrefix = 'group:'

/** The address of a group of boards. */
export const groupAddress = ({ name }: Pick<QueueGroup, 'name'>): string => `${boardGroupPrefix}${name}`

/** The queues that a group of the address shows. */
export type ShownGroup =
  | { readonly type: 'all' }
  | { readonly type: 'mine' }
  | { readonly type: 'group'; readonly name: string; readonly queues: ReadonlySet<string> }
  /** No board has the group, or not any more. */
  | { readonly type: 'unknown'; readonly name: string }

/** Reads the group of an address; `groups` is undefined until they are known. */
export function shownGroupOf(
  address: string | undefined,
  groups: readonly QueueGroup[] | undefined,
): ShownGroup {
  if (address === undefined) return { type: 'all' }
  if (address === mineGroup) return { type: 'mine' }
  const name = address.startsWith(boardGroupPrefix) ? address.slice(boardGroupPrefix.length) : address
  const found = groups?.find((group) => group.name === name)
  if (found !== undefined) return { type: 'group', name, queues: new Set(found.queues) }
  return groups === undefined ? { type: 'group', name, queues: new Set() } : { type: 'unknown', name }
}
