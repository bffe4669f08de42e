import { Five9Error } from '@wallboard/five9'
import type { UnreadList } from '@wallboard/relay'

/** A list of names that Five9 returns. */
export type ListName = UnreadList['list']

const words: Readonly<Record<ListName, { readonly names: string; readonly permission: string }>> = {
  queues: { names: 'queues', permission: 'CAN_VIEW_SKILLS_DATA' },
  agents: { names: 'agents', permission: 'CAN_VIEW_USERS_DATA' },
  campaigns: { names: 'campaigns', permission: 'CAN_VIEW_CAMPAIGNS_DATA' },
  reasons: { names: 'reason codes', permission: 'CAN_RUN_SUPERVISOR' },
}

/** Pause for a list that this user may not read. Five9 announces changes of permissions, so this is a safety net. */
const deniedPauseMs = 10 * 60_000
const maxPauseMs = 5 * 60_000

/** Milliseconds until a list is read again; `failures` counts this one and those directly before it. */
export function retryPauseMs(error: unknown, failures: number, firstMs: number): number {
  if (error instanceof Five9Error && !error.retryable) return deniedPauseMs
  return Math.min(maxPauseMs, firstMs * 2 ** Math.min(20, failures - 1))
}

/** Why a list could not be read, for people: what happened, what it means, what to do. */
export function unreadReason(list: ListName, error: unknown): string {
  const { names, permission } = words[list]
  const isFive9 = error instanceof Five9Error
  const meaning = `Their names are missing or out of date.`
  if (isFive9 && error.code === 'permission-denied')
    return `Five9 does not let this user read the list of ${names}. ${meaning} Give the user the permission ${permission} in Five9.`
  const itself = 'The wallboard asks again by itself.'
  if (isFive9 && error.code === 'unreachable')
    return `Five9 did not answer when asked for the list of ${names}. ${meaning} ${itself}`
  const status = isFive9 ? error.detail.status : undefined
  const answer = status === undefined ? 'an answer that cannot be used' : `status ${status}`
  return `Five9 answered the request for the list of ${names} with ${answer}. ${meaning} ${itself}`
}
