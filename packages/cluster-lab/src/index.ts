export { missingForCluster, startLab, until, type Lab, type LabOptions } from './lab.ts'
export type { LabNode } from './processes/node.ts'
