import { runScenario } from '../server/scenario-runner.ts'
import { createSimulator } from '../simulator.ts'
import { parseArguments, usage } from './arguments.ts'

const parsed = parseArguments(process.argv.slice(2))
switch (parsed.kind) {
  case 'help':
    process.stdout.write(`${usage}\n`)
    break
  case 'refused':
    process.stderr.write(`simulator: ${parsed.message}\n`)
    process.exitCode = 2
    break
  case 'run':
    try {
      const simulator = await createSimulator(parsed.options)
      process.stdout.write(`simulator ready: ${simulator.loginUrl}\n`)
      const stopScenario =
        parsed.scenario === undefined
          ? undefined
          : runScenario(simulator, parsed.scenario, ({ at }, error) => {
              const reason = error instanceof Error ? error.message : String(error)
              process.stderr.write(`simulator: the scenario's step at ${at} s failed: ${reason}\n`)
            })
      const stop = () => {
        stopScenario?.()
        void simulator.close()
      }
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
    } catch (error) {
      process.stderr.write(
        `simulator: cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
      )
      process.exitCode = 1
    }
}
