import type { Delivery } from '@wallboard/relay/rest/alert-channels'
import { channelsPage } from '../../i18n/index.ts'

const { deliveries: texts } = channelsPage

/** What became of an attempt, in words: "delivered, 210 ms", "not delivered: the receiver answered 500". */
export function deliveryText({ outcome, fault, status, ms }: Delivery): string {
  const time = ms === null ? undefined : texts.ms(Math.round(ms))
  if (outcome === 'delivered') return time === undefined ? texts.delivered : texts.deliveredIn(time)
  const reason = fault === 'status' || fault === null ? texts.status(status) : texts.faults[fault]
  switch (outcome) {
    case 'retrying':
      return texts.retrying(reason)
    case 'failed':
      return texts.failed(reason)
    case 'dropped':
      return texts.dropped(reason)
  }
}
