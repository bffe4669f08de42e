/** What requests after a sign-in need: the host, the headers that authenticate, and the ids for paths. */
export interface Identity {
  readonly origin: string
  readonly headers: Readonly<{ authorization: string; farmId: string }>
  readonly orgId: string
  readonly userId: string
  /** The address of Five9's cloud interfaces, if the reply to the login named one. */
  readonly cloudUrl?: string
}
