/** The life of one change at Five9: requested, accepted, and confirmed by the state that Five9's own event brings. */
export type ChangeState =
  | { readonly step: 'choosing' }
  | { readonly step: 'sending'; readonly choice: string }
  /** Five9 has accepted the change. `before`: the live state at the request. */
  | { readonly step: 'accepted'; readonly choice: string; readonly before: string }
  | { readonly step: 'confirmed'; readonly choice: string; readonly now: string }
  | { readonly step: 'refused'; readonly choice: string; readonly reason: string }

export const choosing: ChangeState = { step: 'choosing' }

export const sent = (choice: string): ChangeState => ({ step: 'sending', choice })

/** Five9 has accepted the request. */
export function accepted(state: ChangeState, before: string): ChangeState {
  return state.step === 'sending' ? { step: 'accepted', choice: state.choice, before } : state
}

/** The request failed; `reason` is a sentence. */
export function refused(state: ChangeState, reason: string): ChangeState {
  return state.step === 'sending' ? { step: 'refused', choice: state.choice, reason } : state
}

/** The live state of the subject, in words. A state other than the one at the request confirms the change. */
export function observed(state: ChangeState, now: string): ChangeState {
  return state.step === 'accepted' && now !== state.before
    ? { step: 'confirmed', choice: state.choice, now }
    : state
}
