import { DisplayIdentity } from '@wallboard/relay/rest/displays'
import { ApiError, requestJson } from './api.ts'

/** Who this display is; null when it is not paired. @throws ApiError, or TypeError when the server does not answer */
export const fetchDisplayIdentity = (): Promise<DisplayIdentity | null> =>
  requestJson('api/display', DisplayIdentity).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  })
