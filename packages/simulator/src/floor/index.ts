export { reasonCodes } from './contact-centre.ts'
export { createFloor, type Floor } from './floor.ts'
