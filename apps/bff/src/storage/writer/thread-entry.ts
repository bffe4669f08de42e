import { runInThread } from '../../threads/run-in-thread.ts'
import { runDatabaseThread } from './writer-program.ts'

runInThread(runDatabaseThread)
