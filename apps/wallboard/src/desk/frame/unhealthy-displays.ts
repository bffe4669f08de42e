import { useQuery } from '@tanstack/react-query'
import { displayQueries } from '../../api/display-queries.ts'

/** Names of the displays that need attention. */
export function useUnhealthyDisplays(): readonly string[] {
  const displays = useQuery(displayQueries.all())
  return (displays.data?.displays ?? [])
    .filter(({ health }) => health !== 'healthy' && health !== 'drill')
    .map(({ name }) => name)
}
