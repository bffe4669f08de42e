/** Who acts at a desk: a Five9 user, and Five9's id of their domain. */
export interface Actor {
  readonly org: string
  readonly username: string
}
