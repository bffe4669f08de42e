import { z } from 'zod'

const longestMs = 3_600_000

const flag = (what: string) => z.boolean().describe(what)
const text = (what: string) => z.string().max(200).describe(what)
const integer = (low: number, high: number, what: string) => z.int().min(low).max(high).describe(what)
/** 0 is off, 1 is every time, 3 is every third time, counted since the fault was set. */
const everyNth = (what: string) => integer(0, 1_000_000, what)

/** The faults of the simulated domain. The description of each value is its line in the documentation. */
export const Faults = z.strictObject({
  restPath: text('The REST faults hold for paths that contain this text; empty: for all'),
  slowMs: integer(0, longestMs, 'Milliseconds that every REST reply waits'),
  unauthorizedEvery: everyNth('REST: 401 "User is not logged in"'),
  forbiddenEvery: everyNth('REST: 403, a permission is missing'),
  tooManyEvery: everyNth('REST: 429 with Retry-After and the limit in the body'),
  retryAfterSeconds: integer(0, 3_600, 'What a 429 asks to wait'),
  wrongStateEvery: everyNth('REST: 435 with errorCode 3, the login state is not WORKING'),
  migratedEvery: everyNth('REST: 435 with errorCode 5001 and the farmId of the other host'),
  businessErrorEvery: everyNth('REST: 435 with an errorCode of a business rule'),
  serverFaultEvery: everyNth('REST: 435 with errorCode 500, Five9’s way to say that it failed'),
  serverErrorEvery: everyNth('REST: 500 with a page that is no JSON'),
  notJsonEvery: everyNth('REST: 200 with a page of HTML in place of the reply'),
  truncatedReplyEvery: everyNth('REST: the reply ends in its middle, and the connection with it'),
  unansweredEvery: everyNth('REST: no reply, ever'),

  unauthorizedPolls: integer(0, 1_000, 'Polls of login_state after a sign-in that still get 401'),
  tokenLifeMs: integer(0, 86_400_000, 'Milliseconds after which a sign-in made from now on expires'),
  unknownLoginState: text(
    'What login_state answers in place of the truth; every other call is 435 meanwhile',
  ),

  silent: flag('Sockets carry pongs and no data, and full statistics that are asked for do not come'),
  halfOpen: flag('Sockets are neither read nor written, and not closed; cleared: their connections are cut'),
  refusedUpgradeStatus: integer(0, 599, 'The HTTP status that new sockets are refused with'),
  lostPongs: flag('Pings are not answered'),
  pongDelayMs: integer(0, longestMs, 'Milliseconds until a ping is answered'),

  incrementalFirst: flag('A new socket gets event 5012, and 5000 only when it asks'),
  droppedFullEvery: everyNth('Event 5000 is not sent'),
  splitFull: flag('Event 5000 comes as one frame per data source'),
  duplicatedEvery: everyNth('A statistics frame is sent twice'),
  reorderedEvery: everyNth('Event 5012 is sent after the one that follows it'),
  truncatedFrameEvery: everyNth('Event 5012 is cut in its middle: its changes are lost'),
  malformedEvery: everyNth('Rubbish before a statistics frame: half a frame, binary, null, [], plain text'),
  unknownEventsEvery: everyNth('An event that nobody documents before a statistics frame'),
  nonsenseEvery: everyNth(
    'A number in a row of event 5012 is null, text, negative or 1e308; mended in the next',
  ),
  partialUpdates: flag('Rows in `updated` hold the changed fields only'),
  removedAsObjects: flag('`removed` holds objects with an id in place of ids'),
  numericStrings: flag('Numbers in rows are sent as text'),
  unknownFields: flag('Rows and contexts hold fields that nobody documents'),
  unknownSources: flag('Statistics hold a data source that nobody documents'),
  silentInvalidations: flag('No event tells that queues or agents were added, renamed or removed'),

  unknownStates: flag('Some agents are in a state that nobody documents; part of the truth'),
  summedTotals: flag(
    'Row "0" of ACD_STATUS also sums up calls, callbacks, voicemails and waits; part of the truth',
  ),
  unnamedQueue: flag('Statistics have a queue that DomainQueues does not name; part of the truth'),
  clockSkewMs: integer(
    -86_400_000,
    86_400_000,
    'The domain’s clock is off by this: timeStamp, Date, instants',
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
