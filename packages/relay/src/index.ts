export { alertChangesBetween, applyAlertChanges, compareAlerts } from './stream/alert-list.ts'
export { wallOffsetMs, type Clocks } from './clocks.ts'
export {
  decodeClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  type ChangesMessage,
  type Decoded,
  type ServerMessage,
  type SnapshotMessage,
} from './stream/decode.ts'
export { Directory, noDirectory } from './stream/directory.ts'
export { CampaignOutOfNumbers, type Maintenance } from './stream/five9-notices.ts'
export { encodeBoardParts, encodeServerMessage, type SentBoard } from './stream/encode.ts'
export {
  behindCloseCode,
  buildHeader,
  CloseCode,
  Link,
  relayVersion,
  type AlertOnScreen,
  type ClientMessage,
  type StreamMode,
  type Subscription,
  type UnconfirmedSource,
} from './stream/messages.ts'
export { plainLinkCodes, UnreadList, type LinkReason, type UnreadReason } from './stream/link-reason.ts'
export { classifyChanges, isOlderPosition, type Position, type ChangeDecision } from './stream/position.ts'
export { createConnectUrlParser, connectUrl, type ClientKind } from './stream/connect-url.ts'
export { AgentScope, Pace, ViewSpec, wholeView } from './stream/view-spec.ts'
