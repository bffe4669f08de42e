import { queryOptions } from '@tanstack/react-query'
import {
  Channel,
  ChannelList,
  Delivery,
  DeliveryList,
  SendAgainReply,
  type ChannelChange,
  type NewChannel,
} from '@wallboard/relay/rest/alert-channels'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

const channelPath = (key: string): string => `api/alerts/channels/${encodeURIComponent(key)}`

const refreshMs = 10_000

export const channelQueries = {
  all: () =>
    queryOptions({
      queryKey: ['alerts', 'channels'] as const,
      queryFn: ({ signal }) => requestJson('api/alerts/channels', ChannelList, { signal }),
      refetchInterval: refreshMs,
    }),
  /** What was sent to a channel, the newest first. For administrators. */
  deliveries: (key: string) =>
    queryOptions({
      queryKey: ['alerts', 'channels', key, 'deliveries'] as const,
      queryFn: ({ signal }) => requestJson(`${channelPath(key)}/deliveries`, DeliveryList, { signal }),
      refetchInterval: refreshMs,
    }),
}

/** @throws ApiError for a key that exists, an address that is refused, or a person who may not */
export const createChannel = (channel: NewChannel): Promise<Channel> =>
  requestJson('api/alerts/channels', Channel, { method: 'POST', body: channel })

/** Changes the fields that are present. @throws ApiError */
export const changeChannel = (key: string, change: ChannelChange): Promise<Channel> =>
  requestJson(channelPath(key), Channel, { method: 'PUT', body: change })

/** @throws ApiError */
export async function removeChannel(key: string): Promise<void> {
  await requestJson(channelPath(key), z.unknown(), { method: 'DELETE' })
}

/** Sends a test at once and waits for what became of it. @throws ApiError */
export const testChannel = (key: string): Promise<Delivery> =>
  requestJson(`${channelPath(key)}/test`, Delivery, { method: 'POST' })

/** Queues the notice of a delivery once more, with the same id. @throws ApiError */
export const sendAgain = (id: string): Promise<SendAgainReply> =>
  requestJson(`api/alerts/deliveries/${encodeURIComponent(id)}/again`, SendAgainReply, { method: 'POST' })
