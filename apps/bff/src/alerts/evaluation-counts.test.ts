import { RuleDocument } from '@wallboard/alerts'
import { agentSource, createBoardMetrics, type BoardData } from '@wallboard/boards'
import { queueSource, type Change, type Row } from '@wallboard/statistics'
import { createCallClock } from '@wallboard/statistics/campaign-table'
import { describe, expect, it } from 'vitest'
import { evaluatedRuleOf } from './evaluated-rule.ts'
import type { Evaluation } from './evaluated-entries.ts'
import type { Measurement } from './measure.ts'
import { createRuleEvaluator } from './rule-evaluator.ts'

const second = 1_000
const queueCount = 500

function rule(key: string, of: object, metric: string, written: object) {
  const document = RuleDocument.parse({
    ...{ version: 1, key, name: key, of, metric, when: 'above', onDelay: 0, offDelay: 0, ...written },
  })
  const evaluated = evaluatedRuleOf({ id: key, revision: 1, document }, 'UTC')
  if (evaluated === undefined) throw new Error(`the rule ${key} cannot be evaluated`)
  return evaluated
}

/** Two rules of each queue, as the bench has them. */
const thousandRules = Array.from({ length: queueCount }, (_, index) => [
  rule(`calls-${index}`, { queues: [`${index}`] }, 'callsInQueue', { warn: 3 }),
  rule(`wait-${index}`, { queues: [`${index}`] }, 'currentLongestQueueTime', { warn: 120 }),
]).flat()

/** A floor whose reads are counted. */
function countedFloor(agentCount = 0) {
  const queues = new Map<string, Row>()
  const agents = new Map<string, Row>()
  const list = Array.from({ length: agentCount }, (_, index) => ({
    ...{ id: `${index}`, name: `Agent number ${index}`, queueIds: ['1'] },
  }))
  const counts = { rows: 0, labels: 0, directories: 0 }
  const directory = {
    campaigns: [],
    reasons: [],
    get agents() {
      counts.directories += 1
      return list
    },
  }
  const data: BoardData = {
    queueIds: () => [...queues.keys()],
    queueRow(id) {
      counts.rows += 1
      return queues.get(id)
    },
    queueLabel(id) {
      counts.labels += 1
      return `Queue ${id}`
    },
    isQueueGone: () => false,
    totals: () => undefined,
    rows: (source) => (source === agentSource ? agents : queues),
    isAvailable: () => true,
    directory: () => directory,
    shareScale: () => 'fraction',
  }
  const changed: Evaluation[] = []
  const evaluator = createRuleEvaluator((evaluation) => changed.push(evaluation))
  const metrics = createBoardMetrics(data)

  /** Receives a frame with these rows, as `evaluated-feed.ts` does. */
  function frame(at: number, dataSource: string, rows: readonly Row[]): void {
    const table = dataSource === agentSource ? agents : queues
    for (const row of rows) table.set(row.id, row)
    const change: Change = { dataSource, added: [], updated: rows, removed: [] }
    const input: Measurement = {
      ...{ metrics, now: at, isLive: () => true, deadSince: null, deadSources: new Map() },
      ...{
        domainOffsetMs: 0,
        displays: () => [],
        bandEdge: () => null,
        calls: createCallClock(),
        silentFrom: () => null,
      },
    }
    evaluator.advance(at)
    evaluator.rowsChanged([change], input, at)
  }

  /** The reads that `run` causes. A label is read for each state that begins, and for no other. */
  function count(run: () => void) {
    Object.assign(counts, { rows: 0, labels: 0, directories: 0 })
    run()
    return { ...counts }
  }

  return { evaluator, frame, count, changed }
}

const calm = (id: number, asOf: number): Row => ({
  id: `${id}`,
  asOf,
  callsInQueue: 0,
  agentsOnCall: asOf % 7,
})
const waiting = (id: number, asOf: number, calls: number, waitMs: number): Row => ({
  ...{ id: `${id}`, asOf, callsInQueue: calls, currentLongestQueueTime: waitMs },
})
const eachQueue = (row: (id: number) => Row) => Array.from({ length: queueCount }, (_, id) => row(id))

describe('a thousand rules', () => {
  it('read the row of a queue once for all of its rules, and nothing of other queues', () => {
    const { evaluator, frame, count } = countedFloor()
    evaluator.setRules(thousandRules, 0)
    frame(
      0,
      queueSource,
      eachQueue((id) => calm(id, 0)),
    )
    expect(
      count(() => {
        frame(second, queueSource, [calm(7, second)])
      }),
    ).toEqual({
      ...{ rows: 1, labels: 0, directories: 0 },
    })
  })

  it('step no rule whose figure is within its limits, and create nothing for it', () => {
    const { evaluator, frame, count, changed } = countedFloor()
    evaluator.setRules(thousandRules, 0)
    const minute = count(() => {
      for (let at = 0; at < 60 * second; at += second)
        frame(
          at,
          queueSource,
          eachQueue((id) => calm(id, at)),
        )
    })
    expect(minute).toEqual({ rows: 60 * queueCount, labels: 0, directories: 0 })
    expect(changed).toEqual([])
  })

  it('step the rule of a wait once, whose limit it passes by the clock, and the one of waiting calls when these change', () => {
    const { evaluator, frame, count, changed } = countedFloor()
    evaluator.setRules(thousandRules, 0)
    frame(
      0,
      queueSource,
      eachQueue((id) => calm(id, 0)),
    )
    const begun = count(() => {
      frame(second, queueSource, [waiting(7, second, 1, 0), waiting(8, second, 4, 500)])
    })
    expect(begun.labels).toBe(2) // the wait of queue 8, and its calls
    const held = (rule: string) => evaluator.find({ rule, subject: 'queue:8' })
    const before = [held('wait-8'), held('calls-8')]
    const grown = count(() => {
      for (let at = 2 * second; at <= 90 * second; at += second)
        frame(at, queueSource, [waiting(8, at, 4, at - 500)])
    })
    expect(grown.labels).toBe(0)
    for (const [index, rule] of ['wait-8', 'calls-8'].entries()) expect(held(rule)).toBe(before[index])
    expect(
      changed.map(
        ({
          evaluated: {
            rule: { id },
          },
        }) => id,
      ),
    ).toEqual(['calls-8'])
    const passed = count(() => {
      frame(125 * second, queueSource, [waiting(8, 125 * second, 4, 124_500)])
    })
    expect(passed.labels).toBe(0) // its limit was passed by the time alone
    expect(changed.at(-1)?.transitions).toContainEqual(
      expect.objectContaining({ type: 'fired', at: 120_501 }),
    )
    const more = count(() => {
      frame(126 * second, queueSource, [waiting(8, 126 * second, 5, 125_500)])
    })
    expect(more).toEqual({ rows: 1, labels: 0, directories: 0 })
    expect(held('calls-8')?.state.figure).toEqual({ value: 5, isLive: true, at: 126 * second })
    expect(held('calls-8')?.entity).toEqual({ kind: 'queue', id: '8', name: 'Queue 8' })
  })
})

describe('a queue with an alert', () => {
  it('looks once for what is due next with each change', () => {
    const { evaluator, frame } = countedFloor()
    const calls = rule('calls', { queues: ['8'] }, 'callsInQueue', { warn: 3 })
    let searches = 0
    const hours = {
      contains: () => true,
      nextChange() {
        searches += 1
        return undefined
      },
    }
    evaluator.setRules([{ ...calls, compiled: { ...calls.compiled, hours } }], 0)
    frame(second, queueSource, [waiting(8, second, 4, 500)])
    expect(evaluator.find({ rule: 'calls', subject: 'queue:8' })?.state.alert).not.toBeNull()
    searches = 0
    for (const each of [2, 3, 4])
      frame(each * second, queueSource, [waiting(8, each * second, each + 3, each * second)])
    expect(searches).toBe(3)
  })
})

describe('a rule of agents', () => {
  it('searches the directory once, however many agents change', () => {
    const { evaluator, frame, count } = countedFloor(3_000)
    evaluator.setRules(
      [rule('stuck', { agents: { queues: ['1'], state: 'not-ready' } }, 'timeInState', { warn: 900 })],
      0,
    )
    const rows = (at: number) =>
      Array.from({ length: 3_000 }, (_, id) => ({
        ...{ id: `${id}`, asOf: at, presenceStateCode: 'NOT_READY', state: 'NOT_READY', stateSince: 0 },
      }))
    expect(
      count(() => {
        frame(second, agentSource, rows(second))
      }).directories,
    ).toBeLessThanOrEqual(2)
    expect(
      count(() => {
        frame(2 * second, agentSource, rows(2 * second))
      }).directories,
    ).toBe(0)
  })
})
