import { isTotalsId, type Change, type Row } from '@wallboard/statistics'

/** A call that an agent answered. Instants are epoch milliseconds of the recording clock. */
export interface AnsweredCall {
  readonly at: number
  /** Since when it rang at the agent; `at` when that was not seen. The call left its queue between the two. */
  readonly rangAt: number
  readonly agentId: string
  readonly campaignId: string
}

/** A call that an agent has finished, after-call work included. */
export interface HandledCall {
  readonly at: number
  readonly agentId: string
  readonly campaignId: string
  readonly handleMs: number
  /** The call as it was answered; undefined when that was not seen live. */
  readonly answered: AnsweredCall | undefined
}

/** Folds the changes of AGENT_STATE into calls of agents. Each call is one (agent, `stateSince`) on an inbound call. */
export interface AgentCalls {
  /** Applies one change of AGENT_STATE. While the source is not live, rows are only noted: what they say is not new. */
  readonly changed: (
    at: number,
    change: Change,
    isLive: boolean,
  ) => { readonly answered: readonly AnsweredCall[]; readonly handled: readonly HandledCall[] }
}

interface OpenCall {
  readonly campaignId: string
  /** By Five9's clock. */
  readonly startedAt: number
  readonly answered: AnsweredCall | undefined
}

interface AgentNow {
  readonly state: string
  readonly stateSince: number
  readonly callType: string
  readonly campaignId: string
  readonly rangAt: number | undefined
  readonly call: OpenCall | undefined
}

/** States that end a call. In any other state (hold, park, one that is not known) it goes on. */
const endingStates: ReadonlySet<string> = new Set(['READY', 'NOT_READY', 'LOGGED_OUT', 'RINGING'])

/** A field of a row that may hold only what changed. */
function field<Value>(
  row: Row,
  name: string,
  known: Value,
  read: (value: unknown) => Value | undefined,
): Value {
  return read(row[name]) ?? known
}

const text = (value: unknown) => (typeof value === 'string' ? value : value === null ? '' : undefined)
const instant = (value: unknown) => (typeof value === 'number' ? value : undefined)

const unknownAgent: AgentNow = {
  ...{ state: '', stateSince: 0, callType: '', campaignId: '' },
  ...{ rangAt: undefined, call: undefined },
}

const noCalls: { readonly answered: undefined; readonly handled: readonly HandledCall[] } = {
  answered: undefined,
  handled: [],
}

export function createAgentCalls(): AgentCalls {
  const agents = new Map<string, AgentNow>()

  function callAfter(agentId: string, before: AgentNow, after: AgentNow, at: number, isNew: boolean) {
    const handled: HandledCall[] = []
    const finish = ({ campaignId, startedAt, answered }: OpenCall) => {
      const handleMs = after.stateSince - startedAt
      if (isNew && handleMs > 0) handled.push({ at, agentId, campaignId, handleMs, answered })
    }
    const isInbound = after.state === 'ON_CALL' && after.callType === 'INBOUND' && after.campaignId !== ''
    const isContinued =
      before.call?.campaignId === after.campaignId && before.state !== 'ON_CALL' && before.state !== 'ACW'
    if (isInbound && !isContinued) {
      if (before.call !== undefined) finish(before.call)
      const { campaignId, stateSince } = after
      const answered = isNew ? { at, rangAt: before.rangAt ?? at, agentId, campaignId } : undefined
      return { handled, answered, call: { campaignId, startedAt: stateSince, answered } }
    }
    if (before.call !== undefined && endingStates.has(after.state)) {
      finish(before.call)
      return { handled, answered: undefined, call: undefined }
    }
    // A call of another kind ends an inbound call without after-call work.
    const isOther = after.state === 'ON_CALL' && !isInbound
    return { handled, answered: undefined, call: isOther ? undefined : before.call }
  }

  function read(row: Row, at: number, isLive: boolean) {
    const known = agents.get(row.id)
    const before = known ?? unknownAgent
    const state = field(row, 'state', before.state, text)
    const stateSince = field(row, 'stateSince', before.stateSince, instant)
    const callType = field(row, 'callType', before.callType, text)
    const campaignId = field(row, 'campaignId', before.campaignId, text)
    const isSameState = state === before.state && stateSince === before.stateSince
    const rangAt =
      state === 'RINGING'
        ? isSameState
          ? before.rangAt
          : at
        : state === 'ON_CALL'
          ? before.rangAt
          : undefined
    const after = { state, stateSince, callType, campaignId, rangAt, call: before.call }
    // The type of a call may come in a row of its own, after the state.
    const isOneCall = isSameState && (before.call !== undefined || state !== 'ON_CALL')
    if (known !== undefined && isOneCall) {
      agents.set(row.id, after)
      return noCalls
    }
    const { call, answered, handled } = callAfter(row.id, before, after, at, isLive && known !== undefined)
    agents.set(row.id, { ...after, call })
    return { answered, handled }
  }

  return {
    changed(at, { added, updated, removed }, isLive) {
      const present = new Set(added.map(({ id }) => id))
      // A row that lost a field is removed and added at once.
      for (const id of removed) if (!present.has(id)) agents.delete(id)
      const answered: AnsweredCall[] = []
      const handled: HandledCall[] = []
      const note = (row: Row) => {
        if (isTotalsId(row.id)) return
        const calls = read(row, at, isLive)
        if (calls.answered !== undefined) answered.push(calls.answered)
        handled.push(...calls.handled)
      }
      added.forEach(note)
      updated.forEach(note)
      return { answered, handled }
    },
  }
}
