import type { StatRow } from '@wallboard/five9/events'
import type { Agent, Queue } from './contact-centre.ts'

/** When the longest waiting call or callback was enqueued; undefined when none waits. */
function waitingSince({ waiting }: Queue): number | undefined {
  const [call, callback] = [waiting.call[0]?.enqueuedAt, waiting.callback[0]?.enqueuedAt]
  if (call === undefined || callback === undefined) return call ?? callback
  return Math.min(call, callback)
}

/** The longest current wait in milliseconds, rounded down to whole seconds as Five9 does. */
export function currentLongestMs(queues: readonly Queue[], now: number): number {
  const longestMs = queues.reduce(
    (longest, queue) => Math.max(longest, now - (waitingSince(queue) ?? now)),
    0,
  )
  return Math.floor(longestMs / 1_000) * 1_000
}

/** Agents are counted as distinct people, so the totals row is not the sum of the others. */
export function acdStatusRow(
  id: string,
  queues: readonly Queue[],
  agents: Iterable<Agent>,
  currentLongestQueueTime: number,
): StatRow {
  let [inQueue, onCall, notReady, voicemailsInProgress] = [0, 0, 0, 0]
  for (const { state, work } of agents) {
    if (state === 'READY') inQueue += 1
    else if (state === 'RINGING' || state === 'ON_CALL') onCall += 1
    else if (state !== 'LOGGED_OUT') notReady += 1
    if (
      work?.kind === 'voicemail' &&
      work.queue.isOpen &&
      (queues.length !== 1 || work.queue === queues[0])
    ) {
      voicemailsInProgress += 1
    }
  }
  let [calls, callbacks, voicemails, longestEnded] = [0, 0, 0, 0]
  for (const { waiting, longestEndedMs } of queues) {
    calls += waiting.call.length
    callbacks += waiting.callback.length
    voicemails += waiting.voicemail.length
    longestEnded = Math.max(longestEnded, longestEndedMs)
  }
  const loggedIn = inQueue + onCall + notReady
  return {
    id,
    callsInQueue: calls,
    callbacksInQueue: callbacks,
    voicemailsInQueue: voicemails,
    voicemailsInProgress,
    voicemailsTotal: voicemails + voicemailsInProgress,
    agentsInVoicemailQueue: inQueue,
    agentsActive: loggedIn,
    agentsLoggedIn: loggedIn,
    agentsInQueue: inQueue,
    agentsOnCall: onCall,
    agentsNotReadyForCalls: notReady,
    longestQueueTime: Math.max(longestEnded, currentLongestQueueTime),
    currentLongestQueueTime,
    vivrCallsInQueue: 0,
  }
}

/** A row that counts agents and holds 0 for everything that waits. */
export const agentsOnlyRow = (id: string, agents: Iterable<Agent>): StatRow => ({
  ...acdStatusRow(id, [], agents, 0),
  voicemailsInProgress: 0,
  voicemailsTotal: 0,
})
