/** One instant by the server's clock and by the page's, both monotonic, in milliseconds. */
export interface TwoClocks {
  readonly serverNow: number
  readonly screenNow: number
}
