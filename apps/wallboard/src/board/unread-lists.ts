import type { UnreadList } from '@wallboard/relay'
import { agentSource, campaignSource, outboundSource } from '@wallboard/boards'

const neededFor: Readonly<Partial<Record<UnreadList['list'], readonly string[]>>> = {
  agents: [agentSource],
  reasons: [agentSource],
  campaigns: [campaignSource, outboundSource],
}

/** The lists that a board with these data sources shows names from. */
export const unreadOf = (
  unread: readonly UnreadList[],
  dataSources: readonly string[],
): readonly UnreadList[] =>
  unread.filter(({ list }) => {
    const needed = neededFor[list]
    return needed === undefined || needed.some((dataSource) => dataSources.includes(dataSource))
  })
