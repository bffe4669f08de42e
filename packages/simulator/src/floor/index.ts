export { reasonCodes } from './reason-codes.ts'
export { dispositions } from './dispositions.ts'
export { createFloor, type Floor, type FloorUser } from './floor.ts'
export { createRecordedFloor, type Recording } from './recorded-floor.ts'
