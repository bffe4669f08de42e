import { AppError } from '../http/app-error.ts'
import type { CommandOutcome } from '../upstream/five9-commands.ts'

type Failed = Extract<CommandOutcome, { ok: false }>

/** Codes after which nobody can say whether Five9 has made the change. */
const noAnswer: ReadonlySet<Failed['code']> = new Set([
  'unreachable',
  'proxy-refused',
  'tls-failed',
  'aborted',
  'unexpected-reply',
])

/** The reply to a person whose change Five9 did not accept, with Five9's own words. */
export function refusalOf({ code, reason }: Failed): AppError {
  const refused = (status: number, why: 'permission' | 'request' | 'no-session' | 'no-answer') =>
    new AppError(status, { code: 'action-refused', params: { reason: reason.slice(0, 300), why } })
  if (code === 'permission-denied') return refused(403, 'permission')
  if (code === 'no-session') return refused(409, 'no-session')
  if (code === 'not-signed-in' || code === 'wrong-login-state' || code === 'migrated')
    return new AppError(503, { code: 'no-own-session' })
  return noAnswer.has(code) ? refused(502, 'no-answer') : refused(409, 'request')
}
