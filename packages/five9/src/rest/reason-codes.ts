import { RequestRefused } from '../errors.ts'

interface ReasonCode {
  readonly id: string
  readonly name?: string | null | undefined
  readonly selectable?: boolean | null | undefined
}

/** Reasons for not being ready and for logging out. `isSplit` is false where the domain tells them in one list only. */
export interface ReasonCodes {
  readonly notReady: readonly ReasonCode[]
  readonly logout: readonly ReasonCode[]
  readonly isSplit: boolean
}

/**
 * Reads the two lists of reason codes, and the one list of all where the domain does not serve the two: then each
 * code stands in both.
 */
export async function readReasonCodes(methods: {
  readonly NotReadyReasonCodes: () => Promise<readonly ReasonCode[]>
  readonly LogoutReasonCodes: () => Promise<readonly ReasonCode[]>
  readonly ReasonCodes: () => Promise<readonly ReasonCode[]>
}): Promise<ReasonCodes> {
  try {
    const [notReady, logout] = await Promise.all([methods.NotReadyReasonCodes(), methods.LogoutReasonCodes()])
    return { notReady, logout, isSplit: true }
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error
    const all = await methods.ReasonCodes()
    return { notReady: all, logout: all, isSplit: false }
  }
}
