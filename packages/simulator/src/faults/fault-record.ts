import { z } from 'zod'

const longestMs = 3_600_000

const flag = (description: string) => z.boolean().describe(description)
const text = (description: string) => z.string().max(200).describe(description)
const integer = (low: number, high: number, description: string) =>
  z.int().min(low).max(high).describe(description)
/** 0 is off, 1 is every time, 3 is every third time, counted since the fault was set. */
const everyNth = (description: string) => integer(0, 1_000_000, description)

/** The faults of the simulated domain. The description of each value is its line in the documentation. */
export const Faults = z.strictObject({
  restPath: text('The REST faults hold for paths that contain this text; empty: for all'),
  slowMs: integer(0, longestMs, 'Milliseconds that every REST reply waits'),
  unauthorizedEvery: everyNth('REST: 401 "User is not logged in"'),
  forbiddenEvery: everyNth('REST: 403, a permission is missing'),
  tooManyEvery: everyNth('REST: 429 with Retry-After and the limit in the body'),
  retryAfterSeconds: integer(0, 3_600, 'Retry-After of a 429, in seconds'),
  wrongStateEvery: everyNth('REST: 435 with errorCode 3, the login state is not WORKING'),
  migratedEvery: everyNth('REST: 435 with errorCode 5001 and the farmId of the other host'),
  businessErrorEvery: everyNth('REST: 435 with an errorCode of a business rule'),
  serverFaultEvery: everyNth('REST: 435 with errorCode 500, Five9’s reply for a server error'),
  serverErrorEvery: everyNth('REST: 500 with text that is not JSON'),
  notJsonEvery: everyNth('REST: 200 with a page of HTML instead of the reply'),
  truncatedReplyEvery: everyNth('REST: the reply is cut in the middle and the connection closed'),
  unansweredEvery: everyNth('REST: no reply'),

  unauthorizedPolls: integer(0, 1_000, 'How many polls of login_state after a sign-in get 401'),
  tokenLifeMs: integer(0, 86_400_000, 'Milliseconds after which the token of a new sign-in expires'),
  inactiveCentreFirst: flag('The metadata list the inactive data centre first'),
  foreignCookiesRefused: flag('401 for a request with the load balancer’s cookie of another host'),
  selectSkills: flag('The session of an agent starts in SELECT_SKILLS, not in WORKING'),
  unknownLoginState: text('The reply of login_state instead of the true state; every other call gets 435'),

  silent: flag('Sockets carry pongs and no data; requested full statistics are not sent'),
  halfOpen: flag(
    'Sockets are neither read nor written, and stay open; when cleared, their connections are cut',
  ),
  refusedUpgradeStatus: integer(0, 599, 'The HTTP status with which new sockets are refused'),
  lostPongs: flag('Pings are not answered'),
  pongDelayMs: integer(0, longestMs, 'Milliseconds until a ping is answered'),

  incrementalFirst: flag('A new socket gets event 5012, and 5000 only on request'),
  droppedFullEvery: everyNth('Event 5000 is not sent'),
  splitFull: flag('Event 5000 is sent as one frame per data source'),
  duplicatedEvery: everyNth('A statistics frame is sent twice'),
  reorderedEvery: everyNth('Event 5012 is sent after the one that follows it'),
  truncatedFrameEvery: everyNth('Event 5012 is cut in its middle: its changes are lost'),
  lostEvery: everyNth('Event 5012 is not sent: its changes are lost'),
  silentSource: text('Event 5012 lacks this data source: its changes are lost'),
  malformedEvery: everyNth(
    'An invalid frame before a statistics frame: half a frame, binary, null, [], plain text',
  ),
  unknownEventsEvery: everyNth('An undocumented event before a statistics frame'),
  nonsenseEvery: everyNth(
    'A number in a row of event 5012 is null, text, negative or 1e308; the next one corrects it',
  ),
  partialUpdates: flag('Rows in `updated` hold changed fields only'),
  removedAsObjects: flag('`removed` holds objects with an id instead of ids'),
  numericStrings: flag('Numbers in rows are sent as text'),
  unknownFields: flag('Rows and contexts have undocumented fields'),
  unknownSources: flag('Statistics have an undocumented data source'),
  silentInvalidations: flag('No event announces that queues or agents were added, renamed or removed'),

  unknownStates: flag('Some agents are in an undocumented state; part of the truth'),
  summedTotals: flag(
    'Row "0" of ACD_STATUS also sums up calls, callbacks, voicemails and waits; part of the truth',
  ),
  hiddenAgents: flag('The user may not see agents: statistics have none; part of the truth'),
  unnamedQueue: flag('Statistics have a queue that DomainQueues does not name; part of the truth'),
  clockSkewMs: integer(
    -86_400_000,
    86_400_000,
    'Offset of the domain’s clock in milliseconds: timeStamp, Date, instants',
  ),
})
export type Faults = z.infer<typeof Faults>
export type FaultName = keyof Faults

/** All faults off. */
export const noFaults: Faults = {
  restPath: '',
  slowMs: 0,
  unauthorizedEvery: 0,
  forbiddenEvery: 0,
  tooManyEvery: 0,
  retryAfterSeconds: 1,
  wrongStateEvery: 0,
  migratedEvery: 0,
  businessErrorEvery: 0,
  serverFaultEvery: 0,
  serverErrorEvery: 0,
  notJsonEvery: 0,
  truncatedReplyEvery: 0,
  unansweredEvery: 0,
  unauthorizedPolls: 0,
  tokenLifeMs: 0,
  inactiveCentreFirst: false,
  foreignCookiesRefused: false,
  selectSkills: false,
  unknownLoginState: '',
  silent: false,
  halfOpen: false,
  refusedUpgradeStatus: 0,
  lostPongs: false,
  pongDelayMs: 0,
  incrementalFirst: false,
  droppedFullEvery: 0,
  splitFull: false,
  duplicatedEvery: 0,
  reorderedEvery: 0,
  truncatedFrameEvery: 0,
  lostEvery: 0,
  silentSource: '',
  malformedEvery: 0,
  unknownEventsEvery: 0,
  nonsenseEvery: 0,
  partialUpdates: false,
  removedAsObjects: false,
  numericStrings: false,
  unknownFields: false,
  unknownSources: false,
  silentInvalidations: false,
  unknownStates: false,
  summedTotals: false,
  hiddenAgents: false,
  unnamedQueue: false,
  clockSkewMs: 0,
}

/** Faults to change; the others stay as they are. */
export const FaultChanges = Faults.partial()
export type FaultChanges = z.infer<typeof FaultChanges>

export const FaultName = Faults.keyof()

/** Every fault with its line in the documentation, in the order of the record. */
export const faultDescriptions: readonly { readonly name: FaultName; readonly description: string }[] =
  FaultName.options.map((name) => ({ name, description: Faults.shape[name].description ?? '' }))
