/*
 * An estimate is never a measured figure: it is shown with "≈" and its inputs, and never coloured. Units: seconds,
 * calls and agents; rates are calls per second.
 */

/** Why an estimate is not known. */
export type UnknownReason =
  /** The data source is not live. */
  | 'not-live'
  /** Too few calls were answered lately for the model to hold. */
  | 'too-few-answers'
  /** Less than half an agent serves the queue. */
  | 'too-few-agents'
  /** An input of the model is not known. */
  | 'no-agents'
  | 'no-arrivals'
  | 'no-handle-time'
  /** More calls come than the agents can answer, and nobody gives up. */
  | 'grows-without-end'
  /** The queue is larger than the model covers. */
  | 'too-large'
  /** An input is not a number in its range. */
  | 'bad-input'

/** An estimate with its inputs; or why it is not known, with the inputs that are. */
export type Estimate<Value, Inputs> =
  | { readonly type: 'known'; readonly value: Value; readonly inputs: Inputs }
  | { readonly type: 'unknown'; readonly reason: UnknownReason; readonly inputs: Inputs }

export const known = <Value, Inputs>(value: Value, inputs: Inputs): Estimate<Value, Inputs> => ({
  type: 'known',
  value,
  inputs,
})

export const unknown = <Inputs>(reason: UnknownReason, inputs: Inputs): Estimate<never, Inputs> => ({
  type: 'unknown',
  reason,
  inputs,
})

/** True for a number that can be an amount: finite and not negative. */
export const isAmount = (value: number): boolean => Number.isFinite(value) && value >= 0
