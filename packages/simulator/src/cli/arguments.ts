import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseScenario, type Scenario } from '../faults/scenario.ts'
import { defaultOptions, type SimulatorOptions } from '../options.ts'
import { loadRecording } from './load-recording.ts'

export const usage = `npm run simulator -- [options]
  --port N             0 takes any free port (default 7080)
  --seed N             same seed, same contact centre (1)
  --queues N           (12)
  --agents N           (60)
  --load X             1 is a hard day, when half of the callers wait for more than 20 s; 0.7 a good one (1)
  --speed X            floor time over real time (1)
  --starts-at-peak     traffic is at its peak at the start, whatever the hour; otherwise at 14:00 UTC
  --username U         (demo@wallboard.test)
  --password P         (demo)
  --access-token T     accepted by login_by_token (demo-access-token)
  --second-port N      port of the host that a migration moves to; 0 takes any free port (0)
  --summed-totals      row "0" of ACD_STATUS holds sums of the queues; otherwise it counts agents only
  --scenario FILE      schedule of faults and actions, see docs/simulator.md
  --play FILE          plays a recording instead of a simulated floor, at --speed
  --loop               restarts the recording at its end
  --advertised-host H  host in the metadata (127.0.0.1)
  --tls-cert FILE --tls-key FILE   serve over TLS`

export type ParsedArguments =
  | {
      readonly kind: 'run'
      readonly options: SimulatorOptions
      readonly scenario: Scenario | undefined
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly message: string }

class BadOption extends Error {
  override name = 'BadOption'
}

function numberOption(
  name: string,
  text: string | undefined,
  fallback: number,
  range: readonly [number, number],
): number {
  if (text === undefined) return fallback
  const value = Number(text)
  const [low, high] = range
  if (text.trim() === '' || !Number.isFinite(value) || value < low || value > high) {
    throw new BadOption(`--${name} must be a number from ${low} to ${high}, not "${text}"`)
  }
  return value
}

function integerOption(
  name: string,
  text: string | undefined,
  fallback: number,
  range: readonly [number, number],
): number {
  const value = numberOption(name, text, fallback, range)
  if (!Number.isInteger(value)) throw new BadOption(`--${name} must be a whole number, not "${String(text)}"`)
  return value
}

function scenarioIn(path: string): Scenario {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new BadOption(`--scenario ${path} cannot be read: ${error instanceof Error ? error.message : ''}`)
  }
  const parsed = parseScenario(text)
  if (parsed.ok) return parsed.scenario
  throw new BadOption(`--scenario ${path}: ${parsed.reasons.join('; ')}`)
}

/** Parses the command line. An invalid option is a returned message that names it, not an exception. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: text,
        seed: text,
        queues: text,
        agents: text,
        load: text,
        speed: text,
        username: text,
        password: text,
        'advertised-host': text,
        'access-token': text,
        'second-port': text,
        'summed-totals': { type: 'boolean' },
        'starts-at-peak': { type: 'boolean' },
        scenario: text,
        play: text,
        loop: { type: 'boolean' },
        'tls-cert': text,
        'tls-key': text,
        help: { type: 'boolean' },
      },
    })
    if (values.help === true) return { kind: 'help' }
    const [certPath, keyPath] = [values['tls-cert'], values['tls-key']]
    if ((certPath === undefined) !== (keyPath === undefined)) {
      throw new BadOption('--tls-cert and --tls-key must be used together')
    }
    return {
      kind: 'run',
      scenario: values.scenario === undefined ? undefined : scenarioIn(values.scenario),
      options: {
        ...defaultOptions,
        port: integerOption('port', values.port, 7_080, [0, 65_535]),
        seed: integerOption('seed', values.seed, defaultOptions.seed, [0, 2 ** 32 - 1]),
        queues: integerOption('queues', values.queues, defaultOptions.queues, [0, 2_000]),
        agents: integerOption('agents', values.agents, defaultOptions.agents, [0, 10_000]),
        load: numberOption('load', values.load, defaultOptions.load, [0, 10]),
        speed: numberOption('speed', values.speed, defaultOptions.speed, [0.1, 1_000]),
        startsAtPeak: values['starts-at-peak'] === true,
        username: values.username ?? defaultOptions.username,
        password: values.password ?? defaultOptions.password,
        accessToken: values['access-token'] ?? defaultOptions.accessToken,
        secondPort: integerOption('second-port', values['second-port'], 0, [0, 65_535]),
        summedTotals: values['summed-totals'] === true,
        recording: values.play === undefined ? undefined : loadRecording(values.play),
        loop: values.loop === true,
        advertisedHost: values['advertised-host'] ?? defaultOptions.advertisedHost,
        tls: certPath === undefined || keyPath === undefined ? undefined : { certPath, keyPath },
      },
    }
  } catch (error) {
    return { kind: 'refused', message: error instanceof Error ? error.message : String(error) }
  }
}
