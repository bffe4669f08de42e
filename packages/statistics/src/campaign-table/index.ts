/* Figures of campaigns that only the desk shows. Pure, without I/O. */
export {
  serviceLevelFormulas,
  serviceLevels,
  type ServiceLevelFormula,
  type ServiceLevelInputs,
  type ShareRange,
} from './service-level.ts'
