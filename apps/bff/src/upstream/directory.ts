import { readReasonCodes, type Five9Client } from '@wallboard/five9'
import { noDirectory, type Directory, type UnreadReason } from '@wallboard/relay'
import { relayedName } from './relayed-fields.ts'
import { createRefresher } from './refresher.ts'
import type { ListName } from './unread-state.ts'

/** The methods of Five9 that list agents, campaigns and reasons. */
export interface DirectoryClient {
  readonly supervisor: Pick<
    Five9Client['supervisor'],
    | 'GetDomainUsers'
    | 'GetDomainAgentGroups'
    | 'GetCampaigns'
    | 'GetNotReadyReasonCodes'
    | 'GetLogoutReasonCodes'
    | 'GetReasonCodes'
  >
}

/** Names for the ids in rows, as Five9 last returned them. */
export interface DirectoryReader {
  readonly current: () => Directory
  /** Reads all lists: after a reconnect the domain may have changed. */
  readonly all: () => void
  readonly agents: () => void
  readonly campaigns: () => void
  readonly reasons: () => void
  readonly groups: () => void
  readonly stop: () => void
}

/** First pause before a failed read is repeated. */
const readAgainMs = 30_000

/** A domain may hold more groups, and a group more agents, than a page can use: all beyond is left out. */
const maxGroups = 500
const maxMembers = 10_000

const nameOf = (name: string | null | undefined): string | null =>
  name === null || name === undefined ? null : relayedName(name)

/** Reads each list on its own: a user without access to campaigns still gets agents. */
export function createDirectoryReader(deps: {
  readonly client: DirectoryClient
  readonly initial?: Directory | undefined
  readonly isUp: () => boolean
  readonly changed: () => void
  readonly unread: (list: ListName, reason: UnreadReason | null) => void
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}): DirectoryReader {
  const { supervisor } = deps.client
  let directory: Directory = deps.initial ?? noDirectory

  const part = <K extends keyof Directory>(kind: K, read: () => Promise<Directory[K]>) =>
    createRefresher({
      list: kind,
      read,
      changed(value) {
        directory = { ...directory, [kind]: value }
        deps.changed()
      },
      unread: (reason) => {
        // Groups only filter a list of the desk: without them no figure lacks its name.
        if (kind !== 'groups') deps.unread(kind, reason)
      },
      isUp: deps.isUp,
      readAgainMs,
      log: deps.log,
    })

  const agents = part('agents', async () => {
    const users = await supervisor.GetDomainUsers()
    return users.map(({ id, fullName, userName, skillLevels }) => ({
      id,
      name: nameOf(fullName ?? userName),
      queueIds: (skillLevels ?? []).map(({ skillId }) => skillId),
    }))
  })
  const campaigns = part('campaigns', async () =>
    (await supervisor.GetCampaigns()).map(({ id, name, campaignType, skillIds }) => ({
      ...{ id, name: nameOf(name) ?? id },
      ...{ type: nameOf(campaignType), queueIds: skillIds ?? [] },
    })),
  )
  const reasons = part('reasons', async () => {
    const { notReady, logout } = await readReasonCodes(supervisor)
    const named = new Map([...logout, ...notReady].map(({ id, name }) => [id, name ?? id]))
    return Array.from(named, ([id, name]) => ({ id, name: relayedName(name) }))
  })
  const groups = part('groups', async () => {
    const read = await supervisor.GetDomainAgentGroups()
    return read.slice(0, maxGroups).flatMap(({ id, name, agentIds, agents: members }) => {
      const ids = agentIds ?? members
      return ids ? [{ id, name: nameOf(name) ?? id, agentIds: ids.slice(0, maxMembers) }] : []
    })
  })
  const refreshers = [agents, campaigns, reasons, groups]

  return {
    current: () => directory,
    all() {
      for (const refresher of refreshers) refresher.scheduleIn(0)
    },
    agents: () => {
      agents.scheduleIn()
    },
    campaigns: () => {
      campaigns.scheduleIn()
    },
    reasons: () => {
      reasons.scheduleIn()
    },
    groups: () => {
      groups.scheduleIn()
    },
    stop() {
      for (const refresher of refreshers) refresher.stop()
    },
  }
}
