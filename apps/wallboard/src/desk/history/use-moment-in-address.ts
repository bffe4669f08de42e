import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { parseAddress, queryOf, type MomentAddress } from './moment-address.ts'

/** How long a moment stands before the address follows: browsers limit how often an address changes. */
const settleMs = 300

/** Keeps the shown moment in the address, and calls `onChanged` with an instant that a person put there. */
export function useMomentInAddress(moment: MomentAddress, onChanged: (at: number) => void): void {
  const search = useSearch({ from: '/signed-in/frame/history' })
  const navigate = useNavigate()
  const known = useRef(search.at)
  const { at, board, speed } = moment

  useEffect(() => {
    if (at === undefined) return undefined
    const timer = setTimeout(() => {
      const query = queryOf({ at, board, speed })
      known.current = query.at
      void navigate({ to: '/history', search: query, replace: true })
    }, settleMs)
    return () => {
      clearTimeout(timer)
    }
  }, [navigate, at, board, speed])

  useEffect(() => {
    if (search.at === known.current) return
    known.current = search.at
    const parsed = parseAddress(search)
    if (parsed.ok && parsed.address.at !== undefined) onChanged(parsed.address.at)
  }, [search, onChanged])
}
