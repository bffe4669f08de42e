import { DataSource } from '@wallboard/five9/identifiers'
import type { Stream } from '../upstream/stream.ts'
import type { KnownSubjects } from './actions.ts'

/** Agents and campaigns of a feed: those that Five9 lists by name, and those that have rows. */
export function knownSubjects(feed: Pick<Stream, 'directory' | 'full'> | undefined): KnownSubjects {
  if (feed === undefined) return { agentIds: new Set(), campaignIds: new Set() }
  const { agents, campaigns } = feed.directory()
  const rowIds = (source: DataSource) => feed.full([source]).flatMap(({ data }) => data.map(({ id }) => id))
  return {
    agentIds: new Set([...agents.map(({ id }) => id), ...rowIds(DataSource.AgentState)]),
    campaignIds: new Set([...campaigns.map(({ id }) => id), ...rowIds(DataSource.CampaignState)]),
  }
}
