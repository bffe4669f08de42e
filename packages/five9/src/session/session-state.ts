/**
 * The life cycle of a Five9 session as a table over the login state: what to do next. The driver in `start-session.ts`
 * performs the steps and reads the login state again after each, since no reply is proof of a new state.
 */
import type { Role } from '../methods/definition.ts'

export type Step =
  | { readonly kind: 'done' }
  | { readonly kind: 'start' }
  | { readonly kind: 'accept-notices' }
  | { readonly kind: 'choose-skills' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'fail'; readonly reason: string }

/** More steps than any known path needs: a state that comes back for ever is an error, not a loop. */
export const maxSteps = 8

export function nextStep(
  loginState: string,
  context: { readonly role: Role; readonly acceptsNotices: boolean; readonly stepsTaken: number },
): Step {
  if (loginState === 'WORKING') return { kind: 'done' }
  if (context.stepsTaken >= maxSteps) {
    return { kind: 'fail', reason: `the session stays in ${loginState} after ${context.stepsTaken} steps` }
  }
  switch (loginState) {
    case 'SELECT_STATION':
      return { kind: 'start' }
    case 'ACCEPT_NOTICE':
      return context.acceptsNotices
        ? { kind: 'accept-notices' }
        : { kind: 'fail', reason: 'a maintenance notice waits to be accepted; sign in to Five9 and read it' }
    case 'SELECT_SKILLS':
      return context.role === 'agent'
        ? { kind: 'choose-skills' }
        : { kind: 'fail', reason: 'Five9 asks a supervisor session to choose skills' }
    case 'RELOGIN':
      return { kind: 'restart' }
    default:
      return { kind: 'fail', reason: `Five9 reports the unknown login state ${loginState}` }
  }
}
