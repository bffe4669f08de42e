import type { RequestHandler, Response } from 'express'
import { restFaultOf, type RestFault } from '../faults/rest-fault.ts'
import { refuse, wrongState } from './envelope.ts'
import type { RestDeps } from './rest-deps.ts'

const page = '<!doctype html><html><body><h1>Service temporarily unavailable</h1></body></html>'

/** Delays, fails or drops a request before any route, as the faults require. */
export function restFaults(deps: RestDeps): RequestHandler {
  const { faults, domainNow } = deps
  return (request, response, next) => {
    if (faults.current().clockSkewMs !== 0) response.set('Date', new Date(domainNow()).toUTCString())
    const { waitMs, fault } = restFaultOf(faults, request.path)
    const go = () => {
      if (fault === undefined) next()
      else if (fault === 'truncated') {
        truncate(response)
        next()
      } else fail(fault, request.path, response, deps)
    }
    if (waitMs > 0) setTimeout(go, waitMs)
    else go()
  }
}

function fail(
  fault: Exclude<RestFault, 'truncated'>,
  path: string,
  response: Response,
  { faults, hosts, host, domainNow }: RestDeps,
): void {
  switch (fault) {
    case 'unanswered':
      return
    case 'too-many': {
      const seconds = faults.current().retryAfterSeconds
      const resetEpochSeconds = Math.ceil(domainNow() / 1_000) + seconds
      const limit = { rateLimit: 60, rateLimitPeriod: 'MINUTE', rateLimitType: 'USER' }
      response.set('Retry-After', String(seconds)).status(429)
      response.json({ resetEpochSeconds, ...limit })
      return
    }
    case 'unauthorized':
      refuse(response, 401, { errorCode: 401, message: 'User is not logged in' })
      return
    case 'forbidden':
      refuse(response, 403, { errorCode: 403, message: 'Permission denied' })
      return
    case 'migrated':
      refuse(response, 435, movedTo((hosts.all.find((each) => each !== host) ?? host).farmId))
      return
    case 'wrong-state':
      refuse(response, 435, wrongState('SELECT_STATION', path, 'WORKING'))
      return
    case 'business-error':
      refuse(response, 435, { errorCode: 18, message: 'The operation is not allowed at present' })
      return
    case 'server-fault':
      refuse(response, 435, { errorCode: 500, message: 'Internal Server Error' })
      return
    case 'server-error':
      response.status(500).type('text').send('Internal Server Error')
      return
    case 'not-json':
      response.status(200).type('html').send(page)
  }
}

/** The reply of a host that the domain has left. */
export function movedTo(farmId: string) {
  return { errorCode: 5001, message: 'Service migrated', contextCode: 'MIGRATION', farmId }
}

/** Announces the whole reply, sends half of it and closes the connection. A reply without a body is sent whole. */
function truncate(response: Response): void {
  response.json = (body: unknown) => {
    const whole = Buffer.from(JSON.stringify(body))
    response.writeHead(response.statusCode, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': whole.length,
    })
    response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.socket?.destroy())
    return response
  }
}
