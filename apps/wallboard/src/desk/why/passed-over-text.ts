import type { PassedOver } from '@wallboard/statistics/agent-table'
import { passedOver as texts } from '../../i18n/index.ts'

/** What proves that an agent is passed over, with its inputs, for hover. */
export function passedOverText({ calls, readyAgents, chance }: PassedOver, queueName: string): string {
  const percent = chance < 0.001 ? texts.below : texts.percent((Math.round(chance * 1_000) / 10).toFixed(1))
  return texts.reason(queueName, calls, readyAgents, percent)
}
