import type { Truth } from '@wallboard/simulator'
import type { Domain } from '../domains.ts'

/** Park and Miller's numbers: the same seed gives the same frames on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

const variants = 64

/**
 * Texts of event 5012, built beforehand: the fields of the simulator's own rows, other numbers. The first queue's calls
 * are the frame's number, so that a reader of the figure knows which frame it has. Each frame carries the time stamp at
 * which it is sent: a frame that looks older than the one before makes the client ask for full statistics.
 */
export function createFrames(
  truth: Truth,
  domain: Domain,
  seed: number,
): (number: number, timeStamp: number) => string {
  const random = randomFrom(seed)
  const integer = (below: number) => Math.floor(random() * below)
  const rowsOf = (source: string, active: number) =>
    (truth.sources[source] ?? []).filter(({ id }) => id !== '0').slice(0, active)
  const [marked, ...queues] = rowsOf('ACD_STATUS', domain.activeQueues)
  if (marked === undefined) throw new Error('the domain has no queues')
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
      callsInQueue: integer(30),
      currentLongestQueueTime: integer(300_000),
      agentsInQueue: integer(20),
      agentsOnCall: integer(20),
    }))
    const states = some(rowsOf('AGENT_STATE', domain.activeAgents), domain.changedAgents).map((row) => ({
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
          { ...marked, callsInQueue: '@frame@', currentLongestQueueTime: 3_600_000 },
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
