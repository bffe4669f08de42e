import { deliveryOutcomes, type DeliveryOutcome } from '@wallboard/relay/rest/alert-channels'
import type { Registry } from 'prom-client'
import { addCounterBy, addGauge } from './collectors.ts'

/** What is measured of the delivery of alerts. */
export interface DeliveryStatus {
  /** Attempts and drops since the start, by outcome. */
  readonly counts: Readonly<Record<DeliveryOutcome, number>>
  /** Notices that wait for others, and messages that wait for delivery. */
  readonly queued: number
  /** Channels that the server has switched off since its start, by reason. */
  readonly switchedOff: Readonly<Record<'gone' | 'failing', number>>
}

/** Registers the metrics of the delivery of alerts. */
export function addDeliveryMetrics(registry: Registry, delivery: () => DeliveryStatus): void {
  addCounterBy(
    registry,
    {
      name: 'wallboard_alert_deliveries_total',
      help: 'Attempts to deliver a notice of an alert, and notices that were not sent, by outcome',
      label: 'outcome',
    },
    () => deliveryOutcomes.map((outcome) => [outcome, delivery().counts[outcome]] as const),
  )
  addGauge(
    registry,
    {
      name: 'wallboard_alert_queue_length',
      help: 'Notices of alerts that wait for others, and messages that wait for delivery',
    },
    () => delivery().queued,
  )
  addCounterBy(
    registry,
    {
      name: 'wallboard_alert_channels_switched_off_total',
      help: 'Channels that the server has switched off, by reason',
      label: 'reason',
    },
    () => Object.entries(delivery().switchedOff),
  )
}
