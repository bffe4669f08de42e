import type { UnreadList } from '@wallboard/relay'
import { agentSource, campaignSource } from '@wallboard/boards'

const words: Readonly<Record<UnreadList['list'], { readonly names: string; readonly instead: string }>> = {
  queues: { names: 'Queue names', instead: 'Queues without a name show their id.' },
  agents: { names: 'Agent names and skills', instead: 'Agents without a name show their id.' },
  campaigns: { names: 'Campaign names', instead: 'Campaigns without a name show their id.' },
  reasons: { names: 'Names of not-ready reasons', instead: 'Agents show no reason.' },
}

const neededFor: Readonly<Partial<Record<UnreadList['list'], string>>> = {
  agents: agentSource,
  reasons: agentSource,
  campaigns: campaignSource,
}

/** The lists that a board with these data sources shows names from. */
export const unreadOf = (
  unread: readonly UnreadList[],
  dataSources: readonly string[],
): readonly UnreadList[] =>
  unread.filter(({ list }) => {
    const needed = neededFor[list]
    return needed === undefined || dataSources.includes(needed)
  })

/** What could not be read, why, and what the glass shows instead. */
export function unreadText({ list, reason }: UnreadList): string {
  const { names, instead } = words[list]
  return `${names} could not be read: ${reason.replace(/\.$/, '')}. ${instead}`
}
