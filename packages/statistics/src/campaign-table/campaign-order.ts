import type { CampaignRecord } from './campaign-record.ts'

const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Campaigns that do not run first, then silent ones, then those with most calls. Ties by id. */
export function sortCampaigns(
  campaigns: Iterable<CampaignRecord>,
  isSilent: (id: string) => boolean,
): CampaignRecord[] {
  const rank = ({ id, state }: CampaignRecord): number => {
    if (state !== undefined && state !== 'running') return 0
    return isSilent(id) ? 1 : 2
  }
  return [...campaigns].sort(
    (a, b) => rank(a) - rank(b) || (b.calls ?? -1) - (a.calls ?? -1) || compareIds(a.id, b.id),
  )
}
