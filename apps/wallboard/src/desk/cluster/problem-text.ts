import { clusterPage } from '../../i18n/index.ts'
import { formatAge } from '../../ui/format/wait.ts'
import type { ClusterProblem } from './cluster-problems-state.ts'

const { problems } = clusterPage

/** The sentences for a problem: what happened, what it means, and what to do. */
export function problemText(problem: ClusterProblem, timeOf: (at: number) => string): string {
  switch (problem.code) {
    case 'redis-down':
    case 'alone':
    case 'postgres-down':
      return problems[problem.code](problem.name, timeOf(problem.since))
    case 'no-owner':
    case 'no-person':
      return problems[problem.code](problem.username, timeOf(problem.since))
    case 'stream-silent':
    case 'stream-late':
      return problems[problem.code](problem.username, problem.owner, formatAge(problem.ms))
    case 'node-silent':
      return problems[problem.code](problem.name, formatAge(problem.ms))
    case 'clock-off':
      return problems[problem.code](problem.name, formatAge(Math.abs(problem.ms)))
    case 'one-node':
    case 'same-name':
      return problems[problem.code](problem.name)
    case 'other-builds':
      return problems[problem.code]()
    case 'no-desk':
      return problems[problem.code](timeOf(problem.since))
  }
}
