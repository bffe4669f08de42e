/**
 * A second reader of Five9's wire format, written from the protocol notes alone. It shares no code with
 * `@wallboard/five9`, so that a test can compare both on the same frames.
 */

export interface WireRow {
  readonly id: string
  readonly fields: ReadonlyMap<string, unknown>
}

export interface WireSource {
  readonly name: string
  /** The rows of event 5000, or those added by event 5012. */
  readonly rows: readonly WireRow[]
  readonly updated: readonly WireRow[]
  readonly removed: readonly string[]
}

export interface WireEvent {
  readonly id: string
  readonly reason: string | null
  /** Epoch milliseconds. */
  readonly at: number | null
  readonly user: string | null
  readonly domain: string | null
  readonly isBroadcast: boolean | null
  /** Set for statistics, and empty where their payload is no list. */
  readonly sources: readonly WireSource[] | undefined
}

const agentTimes = 'onHold onPark afterCallWork loggedOut notReady onCall ready'
  .split(' ')
  .flatMap((state) => [`${state}StateSince`, `${state}StateDuration`])

/** The numbers of each source, as the notes list them: counts, milliseconds, instants, shares and ratios. */
const numbers: Readonly<Record<string, readonly string[]>> = {
  ACD_STATUS:
    `callsInQueue callbacksInQueue voicemailsInQueue voicemailsInProgress voicemailsTotal agentsInVoicemailQueue
     agentsActive agentsLoggedIn agentsInQueue agentsOnCall agentsNotReadyForCalls longestQueueTime
     currentLongestQueueTime vivrCallsInQueue emailsInQueue chatsInQueue`.split(/\s+/),
  AGENT_STATE: [
    ...`stateSince stateDuration reasonCodeSince reasonCodeDuration parkedCallsCount currentVideoChatsCount
     currentEmailsCount currentCasesCount currentChatsCount`.split(/\s+/),
    ...agentTimes,
  ],
  AGENT_STATISTIC:
    `totalCallsCount agentCallsCount totalCallsWithoutInternalsCount inboundCallsCount outboundCallsCount
     internalCallsCount successfulInternalCallsCount breaksCount averageBreakTime averageCallTime averageHoldTime
     averageWrapTime averageHandleTime averageIdleTime averageInternalCallTime previewCallsCount
     skippedInPreviewCallsCount previewTime averagePreviewTime processedVoicemailCount averageVoicemailProcessingTime
     averageVoicemailReadyTime callCharges firstCallResolution loginTime offBreakTime occupancy utilization`.split(
      /\s+/,
    ),
  INBOUND_CAMPAIGN_STATISTICS:
    `totalCallsCount connectedCallsCount handledCallsCount abandonedCallsCount abandonCallRate
     connectedPlusAbandonedCallsCount associatedWithAgentsCallsCount finishedInIVRSuccessCallsCount
     finishedInIVRErrorCallsCount rejectedCallsCount averageSpeedOfAnswer averageCallTime averageHandleTime
     averageWrapTime averageAvailabilityTime longestHoldTime longestQueueTime serviceLevelQueue serviceLevelTalk
     firstCallResolution callCharges vivrSessionsCount vivrSessionsCounty`.split(/\s+/),
  OUTBOUND_CAMPAIGN_STATISTICS:
    `totalCallsCount connectedCallsCount handledCallsCount abandonedCallsCount abandonCallRate averageCallTime
     averageHandleTime averageWrapTime callCharges firstCallResolution`.split(/\s+/),
  OUTBOUND_CAMPAIGN_MANAGER:
    `readyForCallAgentsCount dispositionedRecordsCount dialingAttemptsCount contactedCallsCount
     skippedInPreviewCallsCount totalRecordsCount availableRecordsCount redialedWithTimerRecordsCount
     dialedWithoutTimerRecordsCount dialedWithASAPRequestRecordsCount noPartyContactSystemCallsCount
     abandonedCallsCount unreachableRecordsCount callsToAgentRatio callsToAgentTargetRatio`.split(/\s+/),
  CAMPAIGN_STATE: ['stateSince', 'priority', 'ratio'],
  USER_SESSION: ['sessionStart'],
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  Object.prototype.toString.call(value) === '[object Object]'
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** An id or a word; Five9 sends some ids as numbers. */
function word(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : null
  return typeof value === 'string' ? value : null
}

/** A number, also in text. A negative one, or one that no count or time reaches, is unknown. */
function quantity(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number < 1e15 ? number : null
}

function rowsOf(source: string, list: unknown): readonly WireRow[] {
  const known = numbers[source] ?? []
  const rows: WireRow[] = []
  for (const entry of items(list)) {
    const id = isObject(entry) ? word(entry.id) : null
    if (!isObject(entry) || id === null) continue
    const fields = new Map<string, unknown>()
    for (const [name, value] of Object.entries(entry))
      if (name !== 'id') fields.set(name, known.includes(name) ? quantity(value) : value)
    rows.push({ id, fields })
  }
  return rows
}

function sourcesOf(id: string, payLoad: unknown): readonly WireSource[] {
  const sources: WireSource[] = []
  for (const block of items(payLoad)) {
    if (!isObject(block) || typeof block.dataSource !== 'string') continue
    const { dataSource: name, data, added, updated, removed } = block
    if (id === '5000' && !Array.isArray(data)) continue
    const gone = items(removed).map((entry) => word(isObject(entry) ? entry.id : entry))
    sources.push({
      name,
      rows: rowsOf(name, id === '5000' ? data : added),
      updated: rowsOf(name, updated),
      removed: gone.filter((each) => each !== null),
    })
  }
  return sources
}

/** The event of one text frame; undefined for text that is no event. */
export function readWireFrame(text: string): WireEvent | undefined {
  let frame: unknown
  try {
    frame = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isObject(frame) || !isObject(frame.context)) return undefined
  const { context, payLoad } = frame
  const id = word(context.eventId)
  if (id === null || id === '') return undefined
  return {
    id,
    reason: word(context.eventReason),
    at: quantity(context.timeStamp),
    user: word(context.userId),
    domain: word(context.tenantId),
    isBroadcast: typeof context.broadCast === 'boolean' ? context.broadCast : null,
    sources: id === '5000' || id === '5012' ? sourcesOf(id, payLoad) : undefined,
  }
}
