import { runInThread } from '../../threads/run-in-thread.ts'
import { runSimulationThread } from './simulation-thread.ts'

runInThread(runSimulationThread)
