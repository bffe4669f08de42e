import { useNavigate } from '@tanstack/react-router'
import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { useEffect, useMemo, useRef } from 'react'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { storageKeyOf } from '../preferences/desk-preferences.ts'
import { createNotifier } from './notifier.ts'

/** Shows notifications while they are wanted, this tab is the one that notifies, and nobody looks at it. */
export function useNotifier(isWanted: boolean) {
  const navigate = useNavigate()
  const { username } = useDeskLive()
  const timeZone = useSiteZone()
  const wanted = useRef(isWanted)
  const notifier = useMemo(
    () =>
      createNotifier({
        lockName: `${storageKeyOf(username)}.notifies`,
        timeZone,
        onOpen: () => void navigate({ to: '/alerts' }),
      }),
    [navigate, username, timeZone],
  )
  useEffect(() => {
    wanted.current = isWanted
    return isWanted ? notifier.lead() : undefined
  }, [isWanted, notifier])
  return useMemo(
    () => ({
      show: (
        news: readonly AlertReply[],
        flood: { readonly alerts: number; readonly entities: number } | undefined,
      ) => {
        if (wanted.current && !document.hasFocus()) notifier.show(news, flood)
      },
      close: notifier.close,
    }),
    [notifier],
  )
}
