import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { agentEndpoints } from './endpoints/agent-endpoints.ts'
import { endpointsOf, type Endpoint } from './endpoints/endpoint-table.ts'
import { supervisorEndpoints } from './endpoints/supervisor-endpoints.ts'
import type { Role } from './sessions.ts'

const Fields = z.record(z.string(), z.unknown())

/** The view of a list of recordings or voicemails, as captured. */
const emptyView = { records: [], recordsTotal: 0, hasMore: false, currentPage: 0 }

/** Replies with fields that other programs read, by the end of the path. */
const knownFields: readonly (readonly [RegExp, Readonly<Record<string, unknown>>])[] = [
  [/_views(?:\/:viewId(?:\/next)?)?$/, emptyView],
  [
    /\/campaigns_config$/,
    { campaignIds: [], defaultCampaignId: null, selectAllowed: true, selectNoneAllowed: true },
  ],
  [/\/station_state$/, { stationId: '', stationType: 'EMPTY', state: 'DISCONNECTED' }],
]

const methodOf = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const

/** A WAV file without samples. */
export const silence = Buffer.from('UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=', 'base64')

/**
 * Answers every other method of Five9. Their replies are not documented, so the answer is one that clients can read: an
 * empty list, an empty file, or an object with the fields that were sent. Nothing is stored.
 */
export function opaqueRoutes(router: Router, role: Role): void {
  let lastId = 0

  function answer({ verb, path, reply }: Endpoint, request: Request, response: Response): void {
    if (reply === 'bytes') response.type('audio/wav').send(silence)
    else if (reply === 'list') response.json([])
    else {
      const sent = Fields.safeParse(request.body).data ?? {}
      const known = knownFields.find(([end]) => end.test(path))?.[1] ?? {}
      response.json({ ...known, ...sent, ...(verb === 'POST' ? { id: String((lastId += 1)) } : {}) })
    }
  }

  for (const endpoint of endpointsOf(role === 'supervisor' ? supervisorEndpoints : agentEndpoints)) {
    router[methodOf[endpoint.verb]](endpoint.path, (request, response) => {
      answer(endpoint, request, response)
    })
  }
}
