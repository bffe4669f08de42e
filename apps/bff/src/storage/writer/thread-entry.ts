import { runDatabaseThread } from './writer-program.ts'

runDatabaseThread()
