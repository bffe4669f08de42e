import { z } from 'zod/mini'
import { ApiError, requestJson } from './api.ts'

/** Whether the server itself, and not a proxy in between, answers a request of this page. */
export async function isServerReachable(): Promise<boolean> {
  try {
    await requestJson('api/session', z.looseObject({}))
    return true
  } catch (error) {
    return error instanceof ApiError && error.code !== 'unreadable' // a refusal is an answer
  }
}
