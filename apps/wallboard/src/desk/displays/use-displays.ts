import { useQuery } from '@tanstack/react-query'
import { boardQueries } from '../../api/board-queries.ts'
import { displayQueries } from '../../api/display-queries.ts'
import type { DisplayContext } from './display-facts.tsx'

function mostCommon(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

/** All displays of the domain, the least healthy first, and what is needed to show them. */
export function useDisplays() {
  const query = useQuery(displayQueries.all())
  const boards = useQuery(boardQueries.all())
  const displays = query.data?.displays ?? []
  const builds = displays.flatMap(({ report }) => (report === null ? [] : [report.build]))
  const context: DisplayContext = {
    now: query.data?.serverTime ?? 0,
    boards: boards.data,
    mostCommonBuild: mostCommon(builds),
  }
  return { query, displays, context }
}
