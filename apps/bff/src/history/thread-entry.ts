import { runHistoryThread } from './history-thread.ts'

runHistoryThread()
