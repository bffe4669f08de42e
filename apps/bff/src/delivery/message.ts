import type { AlertNotice } from './alert-notice.ts'
import { signingKeysOf, type ChannelRecord } from './channel-record.ts'
import type { MessageOptions } from './message-text.ts'
import { slackBody, teamsBody, webhookBody } from './payloads.ts'
import type { Message } from './post-message.ts'
import { signedHeaders } from './signature.ts'

const bodies = { webhook: webhookBody, slack: slackBody, teams: teamsBody } as const

/** Limits of the bodies, in bytes: of Standard Webhooks, Slack and Microsoft Teams. */
export const maxBodyBytes = { webhook: 20_000, slack: 40_000, teams: 28_000 } as const

/** What a message to a channel may say: names only where both the channel and the rule allow them. */
export function optionsFor(
  { allowsNames }: Pick<ChannelRecord, 'allowsNames'>,
  notice: AlertNotice,
  options: Omit<MessageOptions, 'showsNames'>,
): MessageOptions {
  return { ...options, showsNames: allowsNames && notice.names !== false }
}

/** The request for one attempt, signed for its instant; undefined when the secrets of the channel cannot be read. */
export function messageFor(
  channel: ChannelRecord,
  notice: AlertNotice,
  options: Omit<MessageOptions, 'showsNames'>,
  nowWall: number,
): Message | undefined {
  if (channel.secrets === undefined) return undefined
  const body = bodies[channel.kind](notice, optionsFor(channel, notice, options))
  const id = `msg_${notice.id}`
  const keys = signingKeysOf(channel, nowWall)
  const headers = keys.length === 0 ? {} : signedHeaders(id, Math.floor(nowWall / 1_000), body, keys)
  return { address: channel.secrets.address, headers: { ...headers }, body }
}
