import type { LimitLevel } from '../rule/rule-shape.ts'

/** An alert of the log, as its figures need it. Instants are epoch milliseconds. */
export interface LoggedAlert {
  readonly rule: { readonly id: string; readonly name: string }
  /** Of a threshold of a board: its entity, metric and limit. Several boards may have the same one. */
  readonly threshold?: string | undefined
  /** The worst level that it had. */
  readonly level: LimitLevel
  readonly firedAt: number
  /** Null while it is active. */
  readonly endedAt: number | null
  /** The first acknowledgement. */
  readonly acknowledgedAt: number | null
}
