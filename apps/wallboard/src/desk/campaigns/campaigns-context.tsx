import { useQuery } from '@tanstack/react-query'
import { createContext, use, useEffect, useMemo, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { historyQueries } from '../../api/history-queries.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { useHasHistory } from '../desk-session/use-site.ts'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import { createCampaignsModel, type CampaignsModel, type CampaignsView } from './campaigns-store.ts'

const CampaignsContext = createContext<CampaignsModel | undefined>(undefined)

export function CampaignsProvider({ children }: { readonly children: ReactNode }) {
  const { stores, onTick } = useDeskLive()
  const model = useMemo(() => createCampaignsModel({ stores, onTick }), [stores, onTick])
  const dayRule = useSiteDay()
  const { data: forecasts } = useQuery({ ...historyQueries.forecasts(), enabled: useHasHistory() })
  useEffect(() => {
    model.setDayRule(dayRule)
    model.setForecasts(forecasts)
  }, [model, dayRule, forecasts])
  useEffect(() => model.start(), [model])
  return <CampaignsContext value={model}>{children}</CampaignsContext>
}

export function useCampaigns(): CampaignsModel {
  const model = use(CampaignsContext)
  if (model === undefined) throw new Error('the page of campaigns needs a CampaignsProvider')
  return model
}

/** Part of the campaigns; the component renders when the selected value changes. */
export function useCampaignsView<T>(select: (view: CampaignsView) => T): T {
  return useStore(useCampaigns().view, select)
}

/** A list of ids: the same array while it holds the same ids. */
export function useCampaignsIds(select: (view: CampaignsView) => readonly string[]): readonly string[] {
  return useStore(useCampaigns().view, useShallow(select))
}
