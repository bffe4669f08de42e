import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { formatQuery } from '../query-parameters.ts'
import { afterResult } from './after-result.ts'

/** The parameters of an address. */
type Query = Readonly<Record<string, string | undefined>>

interface Chosen {
  readonly query: Query
  /** The address does not have it yet. */
  readonly isPending: boolean
}

/** A change that the address does not have yet. */
interface Waiting {
  readonly isTyping: boolean
  readonly forget: () => void
}

/**
 * The parameters of the page's address, and a function that changes them: typing replaces the address, a choice is a step
 * that the browser's back undoes. What is chosen is returned at once, and the address has it shortly after the paint that
 * shows it: for another address the router renders all links of the page, for which the next key must not wait. A person
 * who leaves the page before finds it again as it was left; the browser's back before undoes the choice.
 */
export function useLateQuery() {
  const navigate = useNavigate()
  const { history } = useRouter()
  const addressed: Query = useSearch({ strict: false })
  const [chosen, setChosen] = useState<Chosen>()
  const isShown =
    chosen?.isPending === true || (chosen && formatQuery(chosen.query) === formatQuery(addressed))
  const query = chosen !== undefined && isShown === true ? chosen.query : addressed
  /** What the next change is made from, also within the same event. */
  const latest = useRef(query)
  useLayoutEffect(() => {
    latest.current = query
  }, [query])
  const waiting = useRef<Waiting>(undefined)
  useEffect(
    () => () => {
      waiting.current?.forget()
    },
    [],
  )

  /** The same function while the page is open. */
  const change = useCallback(
    (next: (before: Query) => Query, isTyping: boolean) => {
      const changed = next(latest.current)
      latest.current = changed
      setChosen({ query: changed, isPending: true })
      const isOnlyTyping = isTyping && waiting.current?.isTyping !== false
      waiting.current?.forget()

      function forget(): void {
        waiting.current = undefined
        stopLeaving()
        cancel()
      }
      function address(): void {
        forget()
        void navigate({ to: '.', search: changed, replace: isOnlyTyping, ignoreBlocker: true }).then(() => {
          setChosen((now) => (now?.query === changed ? { query: changed, isPending: false } : now))
        })
      }
      const cancel = afterResult(address)
      const stopLeaving = history.block({
        enableBeforeUnload: false,
        blockerFn({ action }) {
          if (action === 'PUSH' || action === 'REPLACE') {
            address()
            history.flush() // the router makes one step of all that happen in one task
            return false
          }
          forget()
          setChosen(undefined)
          return action === 'BACK' && !isOnlyTyping
        },
      })
      waiting.current = { isTyping: isOnlyTyping, forget }
    },
    [navigate, history],
  )
  return { query, change }
}
