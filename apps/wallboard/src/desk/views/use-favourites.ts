import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { saveFavourites, viewQueries } from '../../api/view-queries.ts'

/** The queues that the person marked with a star, and the function that marks one or takes its mark away. */
export function useFavourites() {
  const queryClient = useQueryClient()
  const { queryKey } = viewQueries.favourites()
  const { data } = useQuery(viewQueries.favourites())
  const favourites = useMemo(() => new Set(data?.queues), [data])
  const { mutate } = useMutation({
    mutationFn: saveFavourites,
    onError: () => queryClient.invalidateQueries({ queryKey }),
  })

  function toggle(id: string): void {
    const queues = favourites.has(id) ? [...favourites].filter((each) => each !== id) : [...favourites, id]
    queryClient.setQueryData(queryKey, { queues })
    mutate(queues)
  }

  return { favourites, toggle }
}
