import { runRules } from './run-rules.ts'

/* `npm run rules`: see `helpText`. */

process.exitCode = await runRules(process.argv.slice(2), {
  env: process.env,
  print(line) {
    process.stdout.write(`${line}\n`)
  },
  printError(line) {
    process.stderr.write(`${line}\n`)
  },
})
