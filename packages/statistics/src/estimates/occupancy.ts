/** Today's work of one agent: AGENT_STATISTIC, times in seconds or milliseconds, but all in one unit. */
export interface AgentWork {
  readonly calls: number
  readonly averageHandleTime: number
  /** Time logged in and not on a break. */
  readonly offBreakTime: number
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0)

/**
 * Occupancy as the trade names it: the share of the time off break in which calls were handled; Five9 calls it
 * `utilization`. Of a team it is the quotient of the sums, not a mean of quotients. Undefined without time.
 */
export function occupancy(agents: readonly AgentWork[]): number | undefined {
  const offBreak = sum(agents, ({ offBreakTime }) => offBreakTime)
  return offBreak > 0 ? sum(agents, handlingTime) / offBreak : undefined
}

/** The share of the time logged in that was not on a break; Five9 calls it `occupancy`. Undefined without time. */
export function notOnBreakShare(
  agents: readonly { readonly offBreakTime: number; readonly loginTime: number }[],
): number | undefined {
  const login = sum(agents, ({ loginTime }) => loginTime)
  return login > 0 ? sum(agents, ({ offBreakTime }) => offBreakTime) / login : undefined
}

/** The mean time off break without a call, for each call; undefined without calls. */
export function idleTimePerCall(agents: readonly AgentWork[]): number | undefined {
  const calls = sum(agents, (agent) => agent.calls)
  const offBreak = sum(agents, ({ offBreakTime }) => offBreakTime)
  return calls > 0 ? Math.max(0, offBreak - sum(agents, handlingTime)) / calls : undefined
}

function handlingTime({ calls, averageHandleTime }: AgentWork): number {
  return calls * averageHandleTime
}
