import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AlertReply, AlertList } from '@wallboard/relay/rest/alerts'
import { useEffect } from 'react'
import {
  acknowledgeAlert,
  alertQueries,
  endSnooze,
  snoozeAlert,
  undoAcknowledgement,
} from '../../api/alert-queries.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'

const { queryKey } = alertQueries.active()

/** The active alerts that the person may see. */
export const useActiveAlerts = () => useQuery(alertQueries.active())

/** Reads the active alerts again as soon as the stream brings another list. Once on the page. */
export function useFreshAlerts(): void {
  const { stores, onTick } = useDeskLive()
  const client = useQueryClient()
  useEffect(() => {
    const { alerts } = stores
    let read = alerts.ofServer()
    return onTick(() => {
      const ofServer = alerts.ofServer()
      if (ofServer === read) return
      read = ofServer
      void client.invalidateQueries({ queryKey })
    })
  }, [stores, onTick, client])
}

/** The list with one alert replaced. */
const withAlert = (list: AlertList | undefined, changed: AlertReply): AlertList | undefined =>
  list === undefined
    ? undefined
    : { ...list, alerts: list.alerts.map((alert) => (alert.id === changed.id ? changed : alert)) }

/** What a person can do about one alert; one change at a time. The list shows its result at once. */
export function useAlertActions(id: string) {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (send: () => Promise<AlertReply>) => send(),
    onSuccess: async (changed) => {
      await client.cancelQueries({ queryKey }) // a reply from before the change must not replace it
      client.setQueryData(queryKey, (list: AlertList | undefined) => withAlert(list, changed))
      await client.invalidateQueries({ queryKey: ['alerts'] })
    },
    // It may have ended in the meantime.
    onError: () => client.invalidateQueries({ queryKey }),
  })
  return {
    isPending,
    error,
    acknowledge: (note: string | undefined) => {
      mutate(() => acknowledgeAlert(id, note))
    },
    undo: () => {
      mutate(() => undoAcknowledgement(id))
    },
    snooze: (minutes: number) => {
      mutate(() => snoozeAlert(id, minutes))
    },
    wake: () => {
      mutate(() => endSnooze(id))
    },
  }
}

export type AlertActions = ReturnType<typeof useAlertActions>
