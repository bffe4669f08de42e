import { NotSignedIn, SessionStuck } from '../errors.ts'
import type { Five9Role } from '../role.ts'
import { nextStep } from './session-state.ts'

/** The calls for starting a session, bound to a role. */
export interface SessionCalls {
  readonly loginState: () => Promise<string>
  readonly start: (force: boolean) => Promise<unknown>
  readonly restart: () => Promise<unknown>
  readonly notices: () => Promise<readonly { readonly id: string }[]>
  readonly acceptNotice: (noticeId: string) => Promise<unknown>
  readonly chooseSkills: (skillIds: readonly string[]) => Promise<unknown>
}

export interface StartOptions {
  readonly role: Five9Role
  readonly force: boolean
  readonly acceptsNotices: boolean
  readonly activeSkillIds: readonly string[]
  /** How many polls of login_state may be answered 401: a node learns a token when it is polled. */
  readonly unauthorizedPolls: number
  readonly wait: (ms: number) => Promise<void>
}

/** Polls with growing pauses until the node knows the token. */
async function readLoginState(calls: SessionCalls, options: StartOptions): Promise<string> {
  for (let poll = 0; ; poll += 1) {
    try {
      return await calls.loginState()
    } catch (error) {
      if (!(error instanceof NotSignedIn) || poll >= options.unauthorizedPolls) throw error
      await options.wait(Math.min(2_000, 200 * 2 ** poll))
    }
  }
}

/**
 * Leads a session to WORKING. `wasRunning`: the session was running already and is not ours to end. @throws
 * SessionStuck, DuplicateLogin, NotSignedIn and what the calls throw
 */
export async function startSession(
  calls: SessionCalls,
  options: StartOptions,
): Promise<{ wasRunning: boolean }> {
  let last: string | undefined
  let repeats = 0
  for (let stepsTaken = 0; ; stepsTaken += 1) {
    let state = await readLoginState(calls, options)
    if (state === last) {
      // The step has not taken effect yet: an immediate repeat would use up the steps.
      await options.wait(Math.min(2_000, 250 * 2 ** repeats))
      repeats += 1
      state = await readLoginState(calls, options)
    }
    last = state
    const step = nextStep(state, { role: options.role, acceptsNotices: options.acceptsNotices, stepsTaken })
    switch (step.kind) {
      case 'done':
        return { wasRunning: stepsTaken === 0 }
      case 'fail':
        throw new SessionStuck(step.reason, step.isTransient)
      case 'start':
        await calls.start(options.force)
        break
      case 'restart':
        await calls.restart()
        break
      case 'choose-skills':
        await calls.chooseSkills(options.activeSkillIds)
        break
      case 'accept-notices':
        for (const { id } of await calls.notices()) await calls.acceptNotice(id)
    }
  }
}
