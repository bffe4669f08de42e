import { DataSource } from '@wallboard/five9/events'
import type { Floor } from '../floor/index.ts'

/**
 * The REST form of a row of ACD_STATUS: the same counts as lists of ids. Durations are in milliseconds. Ids of
 * waiting work are invented, because the floor has none. Undefined for an unknown skill.
 */
export function skillSnapshot(floor: Floor, skillId: string): Readonly<Record<string, unknown>> | undefined {
  const rows = floor.rows()
  const row = rows.get(DataSource.AcdStatus)?.find(({ id }) => id === skillId)
  if (row === undefined || floor.queues().every(({ id }) => id !== skillId)) return undefined

  const skilled = new Set(
    floor.users().flatMap(({ id, skillIds }) => (skillIds.includes(skillId) ? [id] : [])),
  )
  const agents = (rows.get(DataSource.AgentState) ?? []).filter(
    ({ id, state }) => skilled.has(id) && state !== 'LOGGED_OUT',
  )
  const agentIds = (...states: readonly unknown[]) =>
    agents.filter(({ state }) => states.includes(state)).map(({ id }) => id)
  const workIds = (kind: string, count: unknown) =>
    Array.from({ length: Number(count) }, (_, index) => `${skillId}-${kind}-${index + 1}`)
  const loggedIn = agents.map(({ id }) => id)
  return {
    loggedInAgentsIds: loggedIn,
    activeAgentsIds: loggedIn,
    onCallAgentsIds: agentIds('RINGING', 'ON_CALL'),
    readyForCallAgentsIds: agentIds('READY'),
    notReadyForCallAgentsIds: agentIds('NOT_READY', 'ACW'),
    readyForVoicemailAgentsIds: agentIds('READY'),
    readyForChatAgentsIds: [],
    readyForEmailAgentsIds: [],
    inQueueCalls: workIds('call', row.callsInQueue),
    inAcdQueueVoicemails: workIds('voicemail', row.voicemailsInQueue),
    inProgressVoicemails: workIds('voicemail-in-progress', row.voicemailsInProgress),
    inQueueCallbackCount: row.callbacksInQueue,
    vivrCallbackCount: row.vivrCallsInQueue,
    maxQueueDuration: row.currentLongestQueueTime,
    voicemailCount: row.voicemailsTotal,
  }
}
