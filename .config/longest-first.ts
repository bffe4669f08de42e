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

/** By the time that they take; those that compute alternate with those that wait. */
const longest = [
  'simulation/tests/simulation',
  'five9/tests/fault-matrix',
  'tests/process-kill',
  'simulation/tests/mutants',
  'tests/process-storage',
  'tests/history.test',
  'tests/process-history',
  'tests/history-trends',
  'five9/tests/random-faults',
  'five9/tests/package',
  'five9/tests/command-line',
  'tests/process-',
  'storage/database',
  'tests/confirmation',
  'tests/hostile-sockets',
  'tests/replays',
]
