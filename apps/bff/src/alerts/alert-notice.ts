import type { NoticeType } from '@wallboard/alerts'
import type { AlertEntity, AlertLevel, AlertUnit } from '@wallboard/relay/rest/alerts'

/** A message about an alert for one channel, as delivery takes it. Instants are epoch milliseconds. */
export interface AlertNotice {
  /** A ULID: the same on every attempt. */
  readonly id: string
  readonly type: NoticeType
  readonly channelKey: string
  readonly at: number
  /** False: the rule keeps names of people out. */
  readonly names: boolean
  readonly alert: {
    readonly alertId: string
    /** The same for every alert of one rule and entity. */
    readonly dedupKey: string
    readonly rule: { readonly id: string; readonly name: string; readonly revision: number }
    readonly level: AlertLevel
    readonly domain: string
    readonly entity: AlertEntity
    readonly metric: string
    readonly label: string
    readonly value: number | null
    readonly unit: AlertUnit
    readonly limit: number
    readonly since: number
    readonly by: string | null
    readonly path: string
  }
}
