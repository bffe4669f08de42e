/**
 * The life cycle of a Five9 session as a table: the next step for each login state. The driver in `start-session.ts`
 * performs the steps and reads the login state again after each one, because no reply proves the new state.
 */
import type { Five9Role } from '../role.ts'

export type Step =
  | { readonly kind: 'done' }
  | { readonly kind: 'start' }
  | { readonly kind: 'accept-notices' }
  | { readonly kind: 'choose-skills' }
  | { readonly kind: 'restart' }
  /** `isTransient`: a later start may succeed without a person. */
  | { readonly kind: 'fail'; readonly reason: string; readonly isTransient: boolean }

/** More steps than any known path needs. A state that repeats for ever becomes an error. */
export const maxSteps = 8

export function nextStep(
  loginState: string,
  context: { readonly role: Five9Role; readonly acceptsNotices: boolean; readonly stepsTaken: number },
): Step {
  if (loginState === 'WORKING') return { kind: 'done' }
  if (context.stepsTaken >= maxSteps) {
    const reason = `the session stays in ${loginState} after ${context.stepsTaken} steps`
    return { kind: 'fail', reason, isTransient: true }
  }
  switch (loginState) {
    case 'SELECT_STATION':
      return { kind: 'start' }
    case 'ACCEPT_NOTICE':
      return context.acceptsNotices
        ? { kind: 'accept-notices' }
        : needsPerson('a maintenance notice waits to be accepted; sign in to Five9 and read it')
    case 'SELECT_SKILLS':
      return context.role === 'agent'
        ? { kind: 'choose-skills' }
        : needsPerson('Five9 asks a supervisor session to choose skills')
    case 'RELOGIN':
      return { kind: 'restart' }
    default:
      return needsPerson(`Five9 reports the unknown login state ${loginState.slice(0, 40)}`)
  }
}

function needsPerson(reason: string): Step {
  return { kind: 'fail', reason, isTransient: false }
}
