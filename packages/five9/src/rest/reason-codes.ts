import { RequestRefused } from '../errors.ts'

interface ReasonCode {
  readonly id: string
  readonly name?: string | null | undefined
  readonly selectable?: boolean | null | undefined
}

/** Reason codes for not ready and for logout. `isSplit` is false when the domain serves only one common list. */
export interface ReasonCodes {
  readonly notReady: readonly ReasonCode[]
  readonly logout: readonly ReasonCode[]
  readonly isSplit: boolean
}

/** Reads both lists of reason codes. A domain may serve one common list only: then each code is in both. */
export async function readReasonCodes(methods: {
  readonly GetNotReadyReasonCodes: () => Promise<readonly ReasonCode[]>
  readonly GetLogoutReasonCodes: () => Promise<readonly ReasonCode[]>
  readonly GetReasonCodes: () => Promise<readonly ReasonCode[]>
}): Promise<ReasonCodes> {
  try {
    const [notReady, logout] = await Promise.all([
      methods.GetNotReadyReasonCodes(),
      methods.GetLogoutReasonCodes(),
    ])
    return { notReady, logout, isSplit: true }
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error
    const all = await methods.GetReasonCodes()
    return { notReady: all, logout: all, isSplit: false }
  }
}
