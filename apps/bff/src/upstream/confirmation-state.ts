/**
 * Which data sources are confirmed: their full statistics and all increments since have been received, in order, on the
 * present connection. A break of the chain affects all sources; only full statistics confirm a source again.
 */
export interface Confirmation {
  readonly confirmed: ReadonlySet<string>
  /** All other known sources, with the instant at which each was last confirmed. */
  readonly unconfirmed: ReadonlyMap<string, number | null>
  /** When the `confirmed` sources were last confirmed. It never decreases. */
  readonly confirmedAt: number | null
}

export const initialConfirmation: Confirmation = {
  confirmed: new Set(),
  unconfirmed: new Map(),
  confirmedAt: null,
}

/** Increments were or may have been lost. */
export function chainBroken(state: Confirmation): Confirmation {
  if (state.confirmed.size === 0) return state
  const broken = Array.from(state.confirmed, (source): [string, number | null] => [source, state.confirmedAt])
  return { ...state, confirmed: new Set(), unconfirmed: new Map([...state.unconfirmed, ...broken]) }
}

/** Full statistics of `sources` were received, as of the instant `asOf`. */
export function fullReceived(state: Confirmation, sources: readonly string[], asOf: number): Confirmation {
  if (sources.length === 0) return state
  const confirmedAt = Math.max(asOf, state.confirmedAt ?? asOf)
  if (sources.every((source) => state.confirmed.has(source))) return { ...state, confirmedAt }
  const unconfirmed = new Map(state.unconfirmed)
  for (const source of sources) unconfirmed.delete(source)
  return { confirmed: new Set([...state.confirmed, ...sources]), unconfirmed, confirmedAt }
}

/** Increments of `sources` were received, as of the instant `asOf`: all confirmed sources stay confirmed. */
export function incrementReceived(
  state: Confirmation,
  sources: readonly string[],
  asOf: number,
): Confirmation {
  const confirmedAt =
    state.confirmed.size === 0 ? state.confirmedAt : Math.max(asOf, state.confirmedAt ?? asOf)
  const isKnown = (source: string) => state.confirmed.has(source) || state.unconfirmed.has(source)
  if (sources.every(isKnown)) return { ...state, confirmedAt }
  const unseen = sources.filter((source) => !isKnown(source))
  const added = unseen.map((source): [string, null] => [source, null])
  return { ...state, unconfirmed: new Map([...state.unconfirmed, ...added]), confirmedAt }
}
