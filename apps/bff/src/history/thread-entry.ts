import { runInThread } from '../threads/run-in-thread.ts'
import { runHistoryThread } from './history-thread.ts'

runInThread(runHistoryThread)
