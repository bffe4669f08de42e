import { z } from 'zod/mini'
import { requestJson } from './api.ts'
import { errorBodyOf } from './error-body.ts'

/** Whether the server itself, and not a proxy in between, answers a request of this page. */
export async function isServerReachable(): Promise<boolean> {
  try {
    await requestJson('api/session', z.looseObject({}))
    return true
  } catch (error) {
    return errorBodyOf(error) !== undefined // a refusal is an answer
  }
}
