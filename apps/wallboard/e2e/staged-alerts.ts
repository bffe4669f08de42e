import {
  boardDataOf,
  createBoardMetrics,
  evaluateBoard,
  planOf,
  type Alert,
  type Board,
  type EvaluationState,
} from '@wallboard/boards'
import { noDirectory, type AlertOnScreen, type Directory, type ServerMessage } from '@wallboard/relay'
import { createQueueStatistics, createStatistics } from '@wallboard/statistics'

const onScreen = ({ key, queueId, name = '', level, rule, value, since }: Alert): AlertOnScreen => ({
  ...{ id: key, rule: { id: key, name: 'staged' }, board: { id: 'staged', tile: key }, level, since },
  entity: { kind: queueId === undefined ? 'group' : 'queue', id: queueId ?? key, name },
  ...{ state: 'firing', metric: rule.metric, when: rule.threshold.when, limit: rule.threshold.value },
  ...{ value: value ?? null, isAcknowledged: false, alarms: 1 },
})

/** Evaluates the thresholds of a staged board as the server does: at each message with figures or a time. */
export function createStagedEvaluator(
  board: Board,
): (message: ServerMessage) => readonly AlertOnScreen[] | undefined {
  const plan = planOf(board)
  let statistics = createStatistics()
  let queues = createQueueStatistics(statistics)
  let directory: Directory = noDirectory
  let state: EvaluationState | undefined
  let sent = ''

  return (message) => {
    if (message.type === 'snapshot') {
      statistics = createStatistics()
      queues = createQueueStatistics(statistics)
      directory = message.directory ?? noDirectory
      queues.setQueues(message.queues)
      statistics.applyFull(message.payLoad)
    } else if (message.type === 'changes') statistics.applyChanges(message.payLoad)
    else if (message.type !== 'heartbeat') return undefined
    const at = 'serverTime' in message ? message.serverTime : message.asOf
    const isUp =
      !('link' in message) || (message.link.state === 'up' && message.link.unconfirmed.length === 0)
    const metrics = createBoardMetrics(
      boardDataOf({
        queues,
        sources: statistics,
        directory,
        isQueueListUnread: false,
        shareScale: 'fraction',
      }),
    )
    const result = evaluateBoard(plan, { metrics, isLive: () => isUp }, state, { figures: at, server: at })
    state = result.state
    const alerts = result.alerts.map(onScreen)
    const text = JSON.stringify(alerts.map(({ value: _value, ...rest }) => rest))
    if (text === sent && message.type !== 'snapshot') return undefined
    sent = text
    return alerts
  }
}
