import type { Row } from '@wallboard/statistics'

/** A span in which an agent was in one state, epoch milliseconds. Null is unknown or none. */
export interface AgentStateSpan {
  readonly startsAt: number
  readonly endsAt: number
  readonly state: string
  readonly reasonId: string | null
  readonly campaignId: string | null
  readonly callType: string | null
  /** Five9's start of the state. */
  readonly since: number | null
}

/** Builds the spans of one agent from rows of AGENT_STATE, in order of time. */
export interface StateSpans {
  /** The agent's whole row at an instant; undefined when there is none. */
  readonly replaced: (at: number, row: Row | undefined) => void
  /** Fields of the row that changed. */
  readonly changed: (at: number, fields: Row) => void
  /** Nothing is known from this instant on, until the next whole row. */
  readonly ended: (at: number) => void
  readonly spans: () => readonly AgentStateSpan[]
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

type StateFacts = Omit<AgentStateSpan, 'startsAt' | 'endsAt'>

function factsOf(row: Row): StateFacts {
  const since = row['stateSince']
  return {
    state: textOf(row['state']) ?? '',
    reasonId: textOf(row['reasonCodeId']),
    campaignId: textOf(row['campaignId']),
    callType: textOf(row['callType']),
    since: typeof since === 'number' && since > 0 ? since : null,
  }
}

const isSame = (a: StateFacts, b: StateFacts): boolean =>
  a.state === b.state &&
  a.since === b.since &&
  a.reasonId === b.reasonId &&
  a.campaignId === b.campaignId &&
  a.callType === b.callType

export function createStateSpans(): StateSpans {
  const spans: AgentStateSpan[] = []
  let row: Row | undefined
  let open: { readonly startsAt: number; readonly facts: StateFacts } | undefined

  function close(at: number): void {
    if (open !== undefined && at > open.startsAt)
      spans.push({ startsAt: open.startsAt, endsAt: at, ...open.facts })
    open = undefined
  }

  function follow(at: number): void {
    const facts = row === undefined ? undefined : factsOf(row)
    if (open !== undefined && facts !== undefined && isSame(open.facts, facts)) return
    close(at)
    if (facts !== undefined) open = { startsAt: at, facts }
  }

  return {
    replaced(at, whole) {
      row = whole
      follow(at)
    },
    changed(at, fields) {
      // Without the whole row it is not known what the other fields are.
      if (row === undefined) return
      row = { ...row, ...fields }
      follow(at)
    },
    ended(at) {
      close(at)
      row = undefined
    },
    spans: () => spans,
  }
}
