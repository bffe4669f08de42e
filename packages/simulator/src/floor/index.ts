export { reasonCodes } from './reason-codes.ts'
export { createFloor, type Floor } from './floor.ts'
export { createRecordedFloor, type Recording } from './recorded-floor.ts'
