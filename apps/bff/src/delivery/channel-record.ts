import type { ChannelKind, ChannelOffReason } from '@wallboard/relay/rest/alert-channels'
import type { Failures } from './attempt-state.ts'

/** The secrets of a channel: its address and its signing keys. */
export interface ChannelSecrets {
  readonly address: string
  /** Of a webhook. */
  readonly signingKey: string | undefined
  /** The former key, until `previousKeyUntil`. */
  readonly previousKey: string | undefined
}

/** A channel as the database holds it. Instants are epoch milliseconds of the wall clock. */
export interface ChannelRecord {
  readonly org: string
  readonly key: string
  readonly kind: ChannelKind
  readonly name: string
  /** Undefined when they cannot be opened: `installation.key` has changed, or the row is damaged. */
  readonly secrets: ChannelSecrets | undefined
  readonly previousKeyUntil: number | null
  readonly allowsNames: boolean
  /** Null while it is on. */
  readonly offReason: ChannelOffReason | null
  readonly failures: Failures
  readonly lastDeliveredAt: number | null
  readonly createdAt: number
  readonly createdBy: string
  readonly changedAt: number
  readonly changedBy: string
}

/** The keys that sign a message at an instant. */
export function signingKeysOf(
  { secrets, previousKeyUntil }: Pick<ChannelRecord, 'secrets' | 'previousKeyUntil'>,
  nowWall: number,
): readonly string[] {
  if (secrets?.signingKey === undefined) return []
  const { signingKey, previousKey } = secrets
  const isPreviousValid = previousKey !== undefined && previousKeyUntil !== null && nowWall < previousKeyUntil
  return isPreviousValid ? [signingKey, previousKey] : [signingKey]
}
