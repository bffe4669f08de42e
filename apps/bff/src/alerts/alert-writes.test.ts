import { RuleDocument } from '@wallboard/alerts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openNode } from '../../tests/storage-engines.ts'
import type { Db } from '../storage/database.ts'
import type { JournalEntry } from './alert-record.ts'
import { createAlertRequests } from './alert-requests.ts'
import { createAlertStore } from './alert-store.ts'
import { createEvaluatedEntries } from './evaluated-entries.ts'
import type { EvaluatedScope } from './evaluated-feed.ts'
import { evaluatedRuleOf } from './evaluated-rule.ts'
import { createJournal } from './journal.ts'
import { createOpenAlerts } from './open-alerts.ts'
import { stateText } from './stored-state.ts'

/* How often the database is written, and with how many statements. Each transaction of SQLite waits for the disk. */

const queueCount = 100
const enqueue = () => Promise.resolve()
const ignore = () => undefined

function ruleOf(written: object) {
  const document = RuleDocument.parse({
    ...{ version: 1, key: 'waiting', name: 'Waiting', of: { queues: 'all' }, metric: 'callsInQueue' },
    ...{ when: 'above', warn: 3, onDelay: 0, offDelay: 0, ...written },
  })
  const rule = evaluatedRuleOf({ id: 'waiting', revision: 1, document }, 'UTC')
  if (rule === undefined) throw new Error('the rule cannot be evaluated')
  return rule
}

/** Evaluates one rule for each queue of a domain, into a journal. */
function startEvaluation(written: object, add: (entry: JournalEntry) => void) {
  const rule = ruleOf(written)
  const open = createOpenAlerts({ org: '1', scope: 'wall' }, stateText)
  open.restore([], new Map(), [])
  const entries = createEvaluatedEntries((evaluation) => {
    add(open.evaluated(evaluation))
  })
  return {
    request: (id: number, at: number) =>
      entries.request(
        { rule: rule.id, subject: `queue:${id}` },
        { type: 'acknowledge', by: 'ann', note: null },
        at,
      ),
    /** The calls that wait in every queue. */
    frame: (at: number, calls: number): void => {
      entries.advance(at)
      for (let id = 0; id < queueCount; id += 1) {
        const entity = { kind: 'queue', id: `${id}`, name: `Queue ${id}` } as const
        const figure = { value: calls, isLive: true }
        entries.measured(rule, { entity, figure }, at)
      }
    },
  }
}

/** Counts the statements of a database. */
function counting(db: Db) {
  const counted = { statements: 0 }
  const plugged = db.withPlugin({
    transformQuery({ node }) {
      counted.statements += 1
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  return { db: plugged, counted }
}

describe('the journal of alerts', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function startJournal() {
    const batches: (readonly JournalEntry[])[] = []
    const store = {
      write(entries: readonly JournalEntry[]) {
        batches.push(entries)
        return Promise.resolve()
      },
    }
    const journal = createJournal({
      ...{ store, enqueue },
      logError(error) {
        throw error
      },
    })
    return { journal, batches }
  }

  it('writes at most five transactions for a second of twenty frames that change a hundred alerts each', async () => {
    const { journal, batches } = startJournal()
    const { frame } = startEvaluation({}, journal.add)
    for (let number = 0; number < 20; number += 1) {
      frame(number * 50, number % 2 === 0 ? 5 : 0)
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(batches.length).toBeLessThanOrEqual(5)
    await journal.flush()
    expect(batches.flat()).toHaveLength(20 * queueCount)
  })

  it('writes what a frame decides in one transaction, at the end of its turn', async () => {
    const { journal, batches } = startJournal()
    startEvaluation({}, journal.add).frame(0, 5)
    expect(batches).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(batches.map((entries) => entries.length)).toEqual([queueCount])
  })

  it('writes what a person does at once, also right after a frame', async () => {
    const { journal, batches } = startJournal()
    const { frame, request } = startEvaluation({}, journal.add)
    frame(0, 5)
    await vi.advanceTimersByTimeAsync(1)
    request(1, 1)
    expect(batches).toHaveLength(1)
    await journal.flush()
    expect(batches.at(-1)?.[0]?.changed[0]?.document.acknowledgedBy).toBe('ann')
  })

  it('writes nothing while delays begin and end without an alert', async () => {
    const { journal, batches } = startJournal()
    const { frame } = startEvaluation({ onDelay: 60 }, journal.add)
    for (let number = 0; number < 20; number += 1) frame(number * 1_000, number % 2 === 0 ? 5 : 0)
    await journal.flush()
    expect(batches).toEqual([])
  })
})

describe('what a person does about an alert', () => {
  it('is answered once it is written: a server that is killed after the answer keeps it', async () => {
    const order: string[] = []
    const evaluated: EvaluatedScope = {
      ...{ scope: 'wall', org: '1', offsetMs: () => 0, now: () => 0, live: () => [], held: () => [] },
      request(_id, { type }) {
        order.push(type)
        return true
      },
      find: () => undefined,
      ...{ setRules: ignore, suppress: ignore, close: ignore, needsDisplays: () => false },
    }
    const flush = async () => {
      await Promise.resolve()
      order.push('written')
    }
    const requests = createAlertRequests(() => evaluated, flush, undefined)
    await requests.act('wall', 'a', { type: 'acknowledge', by: 'ann', note: null })
    order.push('answered')
    expect(order).toEqual(['acknowledge', 'written', 'answered'])
  })
})

describe('a transaction of the log of alerts', () => {
  it('has one statement for each alert that starts or changes, and two for all events and states', async () => {
    const { db, counted } = counting(await openNode(undefined))
    const store = createAlertStore(db)
    let entries: JournalEntry[] = []
    const { frame } = startEvaluation({ critical: 8 }, (entry) => entries.push(entry))
    const statements = async () => {
      counted.statements = 0
      await store.write(entries, enqueue)
      entries = []
      return counted.statements
    }
    frame(0, 5)
    expect(await statements()).toBe(queueCount + 2)
    for (let number = 1; number <= 10; number += 1) frame(number * 1_000, number % 2 === 0 ? 5 : 9)
    expect(entries).toHaveLength(10 * queueCount)
    expect(await statements()).toBe(queueCount + 4) // the events in three parts
    frame(60_000, 0)
    expect(await statements()).toBe(queueCount + 2)
    expect(await store.open('wall')).toEqual([])
    expect(await store.states('wall')).toHaveLength(queueCount) // their cooldowns
  })
})
