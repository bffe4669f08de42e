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
  relayPath,
  relayVersion,
  type ClientMessage,
  type Subscribe,
} from './messages.ts'
export { judgeChanges, type Position, type Verdict } from './position.ts'
export { changeWithoutCustomerData, withoutCustomerData } from './privacy.ts'
