import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { actionQueries } from '../../api/action-queries.ts'
import { actions as texts } from '../../i18n/index.ts'
import type { CampaignActionsProps } from './action-props.ts'
import { offeredToCampaigns, type CampaignChange } from './offered.ts'

const CampaignDialog = lazy(async () => ({ default: (await import('./campaign-dialog.tsx')).CampaignDialog }))

/** Buttons that start, stop or reset a campaign at Five9. Renders nothing without permission, and with ACTIONS=off. */
export function CampaignActions(props: CampaignActionsProps) {
  const { data } = useQuery(actionQueries.permitted())
  const [open, setOpen] = useState<CampaignChange>()
  return (
    <>
      {offeredToCampaigns(data, props).map((change) => (
        <button
          key={change}
          type="button"
          onClick={() => {
            setOpen(change)
          }}
        >
          {texts.campaign[change]}
        </button>
      ))}
      <Suspense>
        {open !== undefined && (
          <CampaignDialog
            {...props}
            change={open}
            onClose={() => {
              setOpen(undefined)
            }}
          />
        )}
      </Suspense>
    </>
  )
}
