import { DataSource } from '@wallboard/five9/identifiers'
import type { RowSubjects } from './visible-rows.ts'

/** Which data sources hold rows of queues and of agents. */
export const rowSubjects: RowSubjects = {
  queues: new Set<string>([DataSource.AcdStatus]),
  agents: new Set<string>([DataSource.AgentState, DataSource.AgentStatistic, DataSource.UserSession]),
}
