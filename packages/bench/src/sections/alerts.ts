import { RuleDocument } from '@wallboard/alerts'
import { createRuleEvaluator } from '@wallboard/bff/rule-evaluator'
import { createFeedStatistics } from '@wallboard/bff/feed-statistics'
import { evaluatedRuleOf } from '@wallboard/bff/evaluated-rule'
import { createBoardMetrics, type BoardData } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import { createCallClock } from '@wallboard/statistics/campaign-table'
import { large } from '../domains.ts'
import { cpuMs } from '../measure/cpu.ts'
import { floorFrames, type FloorFrame } from '../measure/floor-frames.ts'
import { measureGoals, type Figure, ratioOf } from '../measure/paired.ts'

/* Alert rules in one process: the CPU time of evaluating them on each frame, against that of folding the frames. */

const ruleCount = 1_000
const seconds = 30
/** A server runs for months: its hot code is compiled. */
const warmUps = 3
const directory = { agents: [], campaigns: [], reasons: [] }

/** Rules of single queues, in turn on the longest wait and on waiting calls. */
function rulesOf(queueIds: readonly string[]) {
  return Array.from({ length: ruleCount }, (_, index) => {
    const isWait = index % 2 === 0
    const document = RuleDocument.parse({
      ...{ version: 1, key: `rule-${index}`, name: `Rule ${index}` },
      of: { queues: [queueIds[Math.floor(index / 2) % queueIds.length]] },
      metric: isWait ? 'currentLongestQueueTime' : 'callsInQueue',
      ...{ when: 'above', warn: isWait ? 120 : 3, critical: isWait ? 300 : 8 },
    })
    const { key, name } = document
    const record = { id: `${index}`, org: '1', key, name, document, revision: 1, changedAt: 0, changedBy: '' }
    const rule = evaluatedRuleOf(record, 'UTC')
    if (rule === undefined) throw new Error('a rule of the bench cannot be evaluated')
    return rule
  })
}

function boardData(rows: ReturnType<typeof createFeedStatistics>['rows']): BoardData {
  return {
    queueIds: () => [...rows.rows(queueSource).keys()],
    queueRow: (id) => rows.rows(queueSource).get(id),
    queueLabel: (id) => id,
    isQueueGone: () => false,
    totals: () => rows.totals(queueSource),
    rows: rows.rows,
    isAvailable: rows.isComplete,
    directory: () => directory,
    shareScale: () => 'fraction',
  }
}

interface Costs {
  readonly foldMs: number
  readonly rulesMs: number
  readonly transitions: number
}

/** Folds all frames, and evaluates the rules on each. */
function evaluateFrames(frames: readonly FloorFrame[], rules: ReturnType<typeof rulesOf>): Costs {
  const statistics = createFeedStatistics(() => undefined)
  let transitions = 0
  const evaluator = createRuleEvaluator((evaluation) => {
    transitions += evaluation.transitions.length
  })
  evaluator.setRules(rules, 0)
  const metrics = createBoardMetrics(boardData(statistics.rows))
  let [foldMs, rulesMs] = [0, 0]
  for (const [index, { at, text }] of frames.entries()) {
    const before = cpuMs()
    const payLoad: unknown = JSON.parse(text)
    const { changes } = statistics.received({ isFull: index === 0, payLoad, receivedAt: at, timeStamp: at })
    const between = cpuMs()
    const input = {
      ...{ metrics, now: at, isLive: () => true, deadSince: null, deadSources: new Map<string, number>() },
      ...{ domainOffsetMs: 0, displays: () => [], bandEdge: () => null },
      ...{ calls: createCallClock(), silentFrom: () => undefined },
    }
    evaluator.advance(at)
    evaluator.rowsChanged(changes, input, at)
    evaluator.nextDueAt()
    const after = cpuMs()
    // The first frame compiles the code and reads the whole domain.
    if (index === 0) continue
    foldMs += between - before
    rulesMs += after - between
  }
  return { foldMs, rulesMs, transitions }
}

/** Alerts: the CPU time of a thousand rules. */
export async function measureAlerts(repetitions: number): Promise<Figure[]> {
  const frames = floorFrames(large, seconds)
  const statistics = createFeedStatistics(() => undefined)
  const [first] = frames
  const payLoad: unknown = JSON.parse(first?.text ?? '[]')
  statistics.received({ isFull: true, payLoad, receivedAt: 0, timeStamp: 0 })
  const rules = rulesOf([...statistics.rows.rows(queueSource).keys()])
  for (let time = 0; time < warmUps; time += 1) evaluateFrames(frames, rules)
  return measureGoals(
    {
      rules: {
        ...{ section: 'ALERTS', unit: '×', bound: { is: 'at most', value: 0.2 } },
        name: 'CPU of 1,000 rules / parse and fold of the frames of L',
      },
    },
    2 * repetitions + 1, // each takes a fifth of a second
    () => {
      const { foldMs, rulesMs, transitions } = evaluateFrames(frames, rules)
      const perFrame = (ms: number) => (ms / seconds).toFixed(2)
      const note = `${perFrame(rulesMs)} of ${perFrame(foldMs)} ms a frame, ${transitions} changes of alerts`
      return Promise.resolve({ values: { rules: ratioOf(rulesMs, foldMs) }, note })
    },
  )
}
