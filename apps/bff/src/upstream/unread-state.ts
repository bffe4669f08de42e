import { Five9Error } from '@wallboard/five9'
import type { UnreadList, UnreadReason } from '@wallboard/relay'

/** A list of names that Five9 returns. */
export type ListName = UnreadList['list']

/** Pause for a list that this user may not read. Five9 announces changes of permissions, so this is a safety net. */
const deniedPauseMs = 10 * 60_000
const maxPauseMs = 5 * 60_000

/** Milliseconds until a list is read again; `failures` counts this one and those directly before it. */
export function retryPauseMs(error: unknown, failures: number, firstMs: number): number {
  if (error instanceof Five9Error && !error.retryable) return deniedPauseMs
  return Math.min(maxPauseMs, firstMs * 2 ** Math.min(20, failures - 1))
}

/** Why a list could not be read, as clients are sent it. */
export function unreadReason(error: unknown): UnreadReason {
  if (!(error instanceof Five9Error)) return { code: 'unusable-reply', status: null }
  if (error.code === 'permission-denied' || error.code === 'unreachable') return { code: error.code }
  return { code: 'unusable-reply', status: error.detail.status ?? null }
}
