import { runHistoryWriter } from './writer-main.ts'

runHistoryWriter()
