import type { Channel, ChannelChange, ChannelKind, NewChannel } from '@wallboard/relay/rest/alert-channels'
import { keyOf } from './rule-form-state.ts'

/** The form of a channel. Secrets are empty until they are typed or made: the server never sends them. */
export interface ChannelFields {
  readonly name: string
  readonly key: string
  readonly kind: ChannelKind
  readonly address: string
  readonly signingKey: string
  readonly allowsNames: boolean
  readonly isEnabled: boolean
}

export const fieldsOf = (channel: Channel | undefined): ChannelFields => ({
  name: channel?.name ?? '',
  key: channel?.key ?? '',
  kind: channel?.kind ?? 'slack',
  address: '',
  signingKey: '',
  allowsNames: channel?.allowsNames ?? false,
  isEnabled: channel?.isEnabled ?? true,
})

/** The new channel of the form; undefined while it has no name or address. `createKey` makes the key of a webhook. */
export function newChannelOf(fields: ChannelFields, createKey: () => string): NewChannel | undefined {
  const { name, key, kind, address, signingKey, allowsNames } = fields
  if (name.trim() === '' || address.trim() === '') return undefined
  return {
    ...{ name: name.trim(), key: key === '' ? keyOf(name) : key, kind, address: address.trim(), allowsNames },
    ...(kind === 'webhook' ? { signingKey: signingKey === '' ? createKey() : signingKey } : {}),
  }
}

/** What the form changes of a channel: a secret only where one was typed or made. */
export function changeOf(channel: Channel, fields: ChannelFields): ChannelChange {
  const { name, address, signingKey, allowsNames, isEnabled } = fields
  return {
    ...(name.trim() === '' || name.trim() === channel.name ? {} : { name: name.trim() }),
    ...(address.trim() === '' ? {} : { address: address.trim() }),
    ...(signingKey === '' ? {} : { signingKey }),
    ...(allowsNames === channel.allowsNames ? {} : { allowsNames }),
    ...(isEnabled === channel.isEnabled ? {} : { isEnabled }),
  }
}
