import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Starts the test files that take longest first, so that none of them runs alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = longest.findIndex((part) => moduleId.includes(part))
      return index === -1 ? longest.length : index
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

/** By the time that they took in `npm test`, those above ten seconds. */
const longest = [
  'simulation/tests/simulation',
  'five9/tests/package',
  'tests/process-storage',
  'five9/tests/fault-matrix',
  'tests/process-kill.test',
  'tests/process-history.test',
  'five9/tests/command-line',
  'cluster-lab/tests/cluster',
  'tests/history.test',
  'tests/process-postgres',
  'simulation/tests/mutants',
  'tests/history-trends',
  'delivery/delivery.test',
  'upstream/clustered-feed',
  'floor/floor-day',
  'tests/process-',
  'tests/cluster-work',
  'five9/tests/random-faults',
  'tests/replays',
  'app/wire-try',
  'tests/confirmation',
  'tests/service',
  'tests/metrics',
  'tests/hostile-sockets',
  'auth/browser-sessions',
  'reading/reader-thread',
  'delivery/groups-properties',
  'tests/dry-run',
  'storage/move',
  'storage/database',
  'cluster-lab/tests/one-server',
]
