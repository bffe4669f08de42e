export { wallOffsetMs, type Clocks } from './clocks.ts'
export {
  decodeClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  type ChangesMessage,
  type Decoded,
  type ServerMessage,
  type SnapshotMessage,
} from './decode.ts'
export { noDirectory, type Directory } from './directory.ts'
export { encodeServerMessage } from './encode.ts'
export {
  buildHeader,
  CloseCode,
  Link,
  Pace,
  relayVersion,
  type ClientMessage,
  type Subscription,
  type UnconfirmedSource,
  type UnreadList,
} from './messages.ts'
export { classifyChanges, type Position, type ChangeDecision } from './position.ts'
export { parseConnectUrl, connectUrl, type ClientKind } from './subscription.ts'
