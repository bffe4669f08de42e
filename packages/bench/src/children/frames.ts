import type { Truth } from '@wallboard/simulator'
import type { Domain } from '../domains.ts'
import { randomFrom } from '../random.ts'

const variants = 64
/** Waits of queues in ms. Usual limits of boards are 120 and 300 s. */
const waits = { short: 60_000, beyondLimits: 3_600_000, everyNth: 3 }

/**
 * Builds texts of event 5012 in advance, from the simulator's rows with other numbers. The first queue's calls are the
 * frame number, so that a reader knows which frame it has. Each frame carries the time at which it is sent: a frame that
 * is older than the one before makes the product request full statistics. Figures change, but
 * what they mean does not: waits pass no limit of a board, and no agent answers a call. Otherwise each second hundreds of
 * alerts would be written to the database, and hundreds of calls assigned to queues, which no contact centre has.
 */
export function createFrames(
  truth: Pick<Truth, 'sources'>,
  domain: Domain,
  seed: number,
): (number: number, timeStamp: number) => string {
  const random = randomFrom(seed)
  const integer = (below: number) => Math.floor(random() * below)
  const rowsOf = (source: string, active: number) =>
    (truth.sources[source] ?? []).filter(({ id }) => id !== '0').slice(0, active)
  const [marked, ...queues] = rowsOf('ACD_STATUS', domain.activeQueues)
  if (marked === undefined) throw new Error('the domain has no queues')
  const isBeyondLimits = new Set(queues.filter((_row, at) => at % waits.everyNth === 0))
  const waitOf = (row: (typeof queues)[number]) =>
    (isBeyondLimits.has(row) ? waits.beyondLimits : 0) + integer(waits.short)
  const statesWithoutCall = rowsOf('AGENT_STATE', domain.activeAgents).filter(
    ({ state }) => state !== 'ON_CALL',
  )
  const some = <T>(rows: readonly T[], count: number): T[] => {
    const first = integer(Math.max(1, rows.length - count))
    return rows.slice(first, first + count)
  }
  const changed = (dataSource: string, updated: readonly object[]) => ({
    dataSource,
    added: [],
    updated,
    removed: [],
  })
  const mark = '"@frame@"'
  const stamp = '"@stamp@"'
  const texts = Array.from({ length: variants }, () => {
    const acd = some(queues, domain.changedQueues - 1).map((row) => ({
      ...row,
      callsInQueue: 1 + integer(29), // without calls or agents an alert would end
      currentLongestQueueTime: waitOf(row),
      agentsInQueue: 1 + integer(19),
      agentsOnCall: integer(20),
    }))
    const states = some(statesWithoutCall, domain.changedAgents).map((row) => ({
      ...row,
      stateSince: integer(1e9),
    }))
    const statistics = some(rowsOf('AGENT_STATISTIC', domain.activeAgents), domain.changedAgents).map(
      (row) => ({
        ...row,
        averageHandleTime: integer(600_000),
      }),
    )
    return JSON.stringify({
      context: { eventId: '5012', eventReason: 'UPDATED', timeStamp: '@stamp@' },
      payLoad: [
        changed('ACD_STATUS', [
          {
            ...marked,
            callsInQueue: '@frame@',
            currentLongestQueueTime: waits.beyondLimits,
            agentsInQueue: 1,
          },
          ...acd,
        ]),
        changed('AGENT_STATE', states),
        changed('AGENT_STATISTIC', statistics),
      ],
    }).split(stamp)
  })
  return (number, timeStamp) =>
    (texts[number % variants] ?? []).join(String(timeStamp)).replace(mark, String(number))
}
