import type { ChannelChange } from '@wallboard/relay/rest/alert-channels'
import { addressFault, type AddressFault, type AllowList } from './address-check.ts'
import type { ChannelRecord, ChannelSecrets } from './channel-record.ts'

/** Why a channel was not created, changed, tested or removed. */
export type ChannelFault =
  | { readonly type: 'no-such-channel' | 'channel-exists' | 'channel-off' | 'no-such-delivery' }
  | { readonly type: 'too-many-channels'; readonly max: number }
  | { readonly type: 'bad-field'; readonly field: 'address' | 'signingKey'; readonly expected: string }

/** The outcome of a change. */
export type ChannelOutcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: ChannelFault }

export const refused = (fault: ChannelFault): ChannelOutcome<never> => ({ ok: false, fault })

const addressAdvice: Readonly<Record<AddressFault, string>> = {
  'not-an-address': 'a complete https address',
  'not-https': 'an https address; WEBHOOK_ALLOW can list receivers inside the network that have http only',
  'user-info': 'an address without a user name and a password',
  port: 'an address with port 443, or with one that WEBHOOK_ALLOW lists',
  'not-public': 'a public address, or one that WEBHOOK_ALLOW lists',
}

/** Why an address that an administrator enters is refused, in words. */
export function faultOfAddress(address: string, allow: AllowList): ChannelFault | undefined {
  const fault = addressFault(address, allow)
  return fault && { type: 'bad-field', field: 'address', expected: addressAdvice[fault] }
}

/** A signing key belongs to one channel, so that a message to one receiver proves nothing to another. */
export function faultOfKey(
  channels: readonly ChannelRecord[],
  key: string,
  signingKey: string,
): ChannelFault | undefined {
  const isTaken = channels.some(
    (other) =>
      other.key !== key && [other.secrets?.signingKey, other.secrets?.previousKey].includes(signingKey),
  )
  return isTaken
    ? { type: 'bad-field', field: 'signingKey', expected: 'a key that no other channel has' }
    : undefined
}

/** The secrets after a change; a fault when the kind of the channel has no key, or the present ones cannot be read. */
export function changedSecrets(
  { kind, secrets }: ChannelRecord,
  { address = secrets?.address, signingKey, endsPreviousKey }: ChannelChange,
): ChannelSecrets | ChannelFault {
  if (signingKey !== undefined && kind !== 'webhook')
    return { type: 'bad-field', field: 'signingKey', expected: 'none for Slack and Teams' }
  if (address === undefined)
    return {
      type: 'bad-field',
      field: 'address',
      expected: 'the address, since the stored one cannot be read',
    }
  const present = signingKey ?? secrets?.signingKey
  if (kind === 'webhook' && present === undefined)
    return {
      type: 'bad-field',
      field: 'signingKey',
      expected: 'a key, since the stored one cannot be read',
    }
  const isNewKey = signingKey !== undefined && signingKey !== secrets?.signingKey
  const previous = isNewKey ? secrets?.signingKey : secrets?.previousKey
  return { address, signingKey: present, previousKey: endsPreviousKey === true ? undefined : previous }
}
