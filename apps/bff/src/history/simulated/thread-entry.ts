import { runSimulationThread } from './simulation-thread.ts'

runSimulationThread()
