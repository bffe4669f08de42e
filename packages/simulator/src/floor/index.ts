export { reasonCodes } from './contact-centre.ts'
export { createFloor, type Floor, type FloorOptions, type FloorUser } from './floor.ts'
