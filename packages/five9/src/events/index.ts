export { DataSource } from './data-sources.ts'
export type { QueueName, SourceIncrement, SourceSnapshot, StatRow } from './rows.ts'
