import { DataSource, type StatRow } from '@wallboard/five9/events'
import type { Faults } from './fault-record.ts'

export type Rows = ReadonlyMap<string, readonly StatRow[]>

const instants = new Set(['changeTimestamp', 'nextStateChangeTimestamp', 'sessionStart'])
const isInstant = (field: string): boolean => field.endsWith('Since') || instants.has(field)

/** Maps the instants in fields and nested objects. An instant of 0 means never and stays 0. */
function withInstants(fields: object, change: (instant: number) => number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]: [string, unknown]) => {
      if (isInstant(field) && typeof value === 'number') return [field, value === 0 ? 0 : change(value)]
      const isNested = typeof value === 'object' && value !== null && !Array.isArray(value)
      return [field, isNested ? withInstants(value, change) : value]
    }),
  )
}

/** Converts the instants of a row to another clock. */
export const rowAtInstants = (row: StatRow, change: (instant: number) => number): StatRow => ({
  ...withInstants(row, change),
  id: row.id,
})

/** Selects the agents that get an undocumented state. */
const isInUnknownState = ({ id }: StatRow): boolean => Number(id) % 5 === 0

const unnamed: StatRow = {
  id: '399999',
  callsInQueue: 1,
  callbacksInQueue: 0,
  voicemailsInQueue: 0,
  voicemailsInProgress: 0,
  voicemailsTotal: 0,
  agentsInVoicemailQueue: 0,
  agentsActive: 0,
  agentsLoggedIn: 0,
  agentsInQueue: 0,
  agentsOnCall: 0,
  agentsNotReadyForCalls: 0,
  longestQueueTime: 5_000,
  currentLongestQueueTime: 5_000,
  vivrCallsInQueue: 0,
}

const agentSources: ReadonlySet<string> = new Set([
  DataSource.AgentState,
  DataSource.AgentStatistic,
  DataSource.UserSession,
])

/** Applies the row faults. They change the truth itself, not the transport. */
export function withRowFaults(rows: Rows, faults: Faults): Rows {
  const { unknownStates, unnamedQueue, hiddenAgents, clockSkewMs } = faults
  if (!unknownStates && !unnamedQueue && !hiddenAgents && clockSkewMs === 0) return rows
  const visible = hiddenAgents ? [...rows].filter(([source]) => !agentSources.has(source)) : [...rows]
  return new Map(
    visible.map(([source, list]) => {
      let faulty = list
      if (unnamedQueue && source === DataSource.AcdStatus) faulty = [...faulty, unnamed]
      if (unknownStates && source === DataSource.AgentState) {
        faulty = faulty.map((row) =>
          isInUnknownState(row) && row.state !== 'LOGGED_OUT' ? { ...row, state: 'ON_CO_BROWSING' } : row,
        )
      }
      if (clockSkewMs !== 0)
        faulty = faulty.map((row) => rowAtInstants(row, (instant) => instant + clockSkewMs))
      return [source, faulty]
    }),
  )
}
