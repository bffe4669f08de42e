import { DataSource } from '@wallboard/five9/identifiers'
import { activityOf, isTotalsId, readNumber, readText, type Change, type Row } from '@wallboard/statistics'
import { lengthStep } from './length-counts.ts'

/*
 * How long agents stay in a state, for the limits of the stuck finder: after-call work and calls by agent, reasons for
 * not being ready by reason. A length is that of the time which the desk shows beside the state.
 */

export const lengthKinds = ['after-call', 'on-call', 'reason'] as const
/** `after-call` and `on-call`: of one agent. `reason`: of one reason for not being ready, of all agents. */
export type LengthKind = (typeof lengthKinds)[number]

/** How often a state of an agent, or a reason, had which length on one day of UTC. */
export interface CountedLengths {
  /** Days since the start of 1970. */
  readonly day: number
  readonly kind: LengthKind
  /** The agent's id, or the reason's. */
  readonly id: string
  readonly counts: ReadonlyMap<number, number>
}

/** Folds the changes of AGENT_STATE into lengths of states that ended, over live time only. */
export interface StateLengths {
  /** @param at epoch milliseconds of the recording clock, which do not decrease */
  readonly changed: (at: number, changes: readonly Change[]) => void
  /** What changes while the source is not live has no known end. */
  readonly setLive: (isLive: boolean) => void
  /** The lengths since the last call. */
  readonly take: () => readonly CountedLengths[]
}

const dayMs = 86_400_000
const noReason = '0'

/** The state whose time runs. `since` is of Five9's clock; undefined where Five9 sent none. */
interface RunningState {
  readonly kind: LengthKind | undefined
  readonly id: string
  readonly since: number | undefined
}

const instantOf = (row: Row, field: 'stateSince' | 'reasonCodeSince'): number | undefined => {
  const value = readNumber(row, field)
  return value !== undefined && value > 0 ? value : undefined
}

function runningState(row: Row): RunningState {
  const activity = activityOf(row)
  const since = instantOf(row, 'stateSince')
  if (activity === 'after-call' || activity === 'on-call') return { kind: activity, id: row.id, since }
  const reason = readText(row, 'reasonCodeId') ?? noReason
  if (activity !== 'not-ready' || reason === noReason) return { kind: undefined, id: row.id, since }
  return { kind: 'reason', id: reason, since: instantOf(row, 'reasonCodeSince') ?? since }
}

/** When a state ended, by Five9's clock: at the start of the state or, within one state, of the reason that replaced it. */
function endOf({ since }: RunningState, after: Row): number | undefined {
  const starts = [instantOf(after, 'stateSince'), instantOf(after, 'reasonCodeSince')]
  return starts.find((start) => start !== undefined && since !== undefined && start > since)
}

const isSame = (one: RunningState, other: RunningState): boolean =>
  one.kind === other.kind && one.id === other.id && one.since === other.since

export function createStateLengths(): StateLengths {
  const rows = new Map<string, Row>()
  let taken = new Map<string, CountedLengths & { readonly counts: Map<number, number> }>()
  let isLive = false

  function count(at: number, { kind, id }: RunningState, ms: number): void {
    if (kind === undefined || ms < 0) return
    const day = Math.floor(at / dayMs)
    const key = `${day} ${kind} ${id}`
    const known = taken.get(key) ?? { day, kind, id, counts: new Map<number, number>() }
    const step = lengthStep(ms / 1_000)
    known.counts.set(step, (known.counts.get(step) ?? 0) + 1)
    taken.set(key, known)
  }

  function read(at: number, changed: Row, isWhole: boolean): void {
    const before = rows.get(changed.id)
    const fieldOf = (field: string): unknown =>
      isWhole || Object.hasOwn(changed, field) ? changed[field] : before?.[field]
    // All fields at once: an object to which they are added one by one takes longer to make and to read.
    const after: Row = {
      id: changed.id,
      asOf: changed.asOf,
      state: fieldOf('state'),
      stateSince: fieldOf('stateSince'),
      reasonCodeId: fieldOf('reasonCodeId'),
      reasonCodeSince: fieldOf('reasonCodeSince'),
    }
    rows.set(changed.id, after)
    if (before === undefined || !isLive) return
    const [was, is] = [runningState(before), runningState(after)]
    if (isSame(was, is) || was.since === undefined) return
    const end = endOf(was, after)
    if (end !== undefined) count(at, was, end - was.since)
  }

  return {
    changed(at, changes) {
      for (const { dataSource, added, updated, removed } of changes) {
        if (dataSource !== DataSource.AgentState) continue
        const present = new Set(added.map(({ id }) => id))
        // A row that lost a field is removed and added at once.
        for (const id of removed) if (!present.has(id)) rows.delete(id)
        for (const row of added) if (!isTotalsId(row.id)) read(at, row, true)
        for (const row of updated) if (!isTotalsId(row.id)) read(at, row, false)
      }
    },
    setLive(live) {
      isLive = live
    },
    take() {
      const lengths = [...taken.values()]
      taken = new Map()
      return lengths
    },
  }
}
