import { resetCampaign, setCampaignState } from '../../api/action-queries.ts'
import { actions as texts } from '../../i18n/index.ts'
import type { CampaignActionsProps } from './action-props.ts'
import { ChangeDialog } from './change-dialog.tsx'
import type { CampaignChange } from './offered.ts'
import { useChange } from './use-change.ts'

const requests: Readonly<Record<CampaignChange, (campaignId: string) => Promise<void>>> = {
  start: (id) => setCampaignState(id, 'running'),
  stop: (id) => setCampaignState(id, 'stopped'),
  reset: resetCampaign,
}

/** States the effect of starting, stopping or resetting a campaign, and does it after a confirmation. */
export function CampaignDialog({
  campaignId,
  name,
  isRunning,
  change: kind,
  onClose,
}: CampaignActionsProps & { readonly change: CampaignChange; readonly onClose: () => void }) {
  const change = useChange(isRunning ? texts.campaign.running : texts.campaign.stopped)
  return (
    <ChangeDialog
      title={texts.campaignTitle[kind](name)}
      effect={texts.campaignEffects[kind](name)}
      confirmLabel={texts.campaign[kind]}
      state={change.state}
      onConfirm={() => {
        change.request(texts.campaign[kind], () => requests[kind](campaignId))
      }}
      onClose={onClose}
    >
      {null}
    </ChangeDialog>
  )
}
