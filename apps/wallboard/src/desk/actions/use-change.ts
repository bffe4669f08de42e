import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { errorText } from '../../api/error-text.ts'
import { accepted, choosing, observed, refused, sent, type ChangeState } from './change-state.ts'

/** One change at a time. `live`: the state of the subject in words, from the live data. */
export function useChange(live: string) {
  const [state, setState] = useState<ChangeState>(choosing)
  const queries = useQueryClient()
  const latest = useRef(live)
  useEffect(() => {
    latest.current = live
    // oxlint-disable-next-line react/set-state-in-effect -- depends on what was sent since this render
    setState((current) => observed(current, live))
  }, [live])

  async function request(choice: string, send: () => Promise<void>): Promise<void> {
    const before = latest.current
    setState(sent(choice))
    try {
      await send()
      setState((current) => observed(accepted(current, before), latest.current))
    } catch (error) {
      setState((current) => refused(current, errorText(error)))
      // The permissions may have changed.
      await queries.invalidateQueries({ queryKey: ['actions'] })
    }
  }

  return {
    state,
    request: (choice: string, send: () => Promise<void>) => void request(choice, send),
    reset: () => {
      setState(choosing)
    },
  }
}
