import type { DeliveryFault } from '@wallboard/relay/rest/alert-channels'
import type { AlertNotice } from './alert-notice.ts'
import type { ChannelRecord } from './channel-record.ts'
import type { DbOrTransaction } from './channel-store.ts'
import { noAttempt, type DeliveryLog } from './delivery-log.ts'
import { optionsFor } from './message.ts'
import { titleOf, type MessageOptions } from './message-text.ts'

/** Logs and counts a notice that is not sent. */
export type LogDrop = (
  on: DbOrTransaction,
  channel: ChannelRecord,
  notice: AlertNotice,
  fault: DeliveryFault,
) => Promise<void>

export function createLogDrop(deps: {
  readonly log: DeliveryLog
  readonly nowWall: () => number
  readonly messageOptions: Omit<MessageOptions, 'showsNames'>
  readonly counted: (outcome: 'dropped') => void
}): LogDrop {
  return async (on, channel, notice, fault) => {
    const title = titleOf(notice, optionsFor(channel, notice, deps.messageOptions))
    const at = deps.nowWall()
    await deps.log.add(on, channel.org, notice, { ...noAttempt, title, at, outcome: 'dropped', fault })
    deps.counted('dropped')
  }
}
