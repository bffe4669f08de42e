/**
 * Redis did not carry out a command, or did not answer in time; in the second case it may have carried it out. Retry when
 * `isUp` is true again.
 */
export class RedisDown extends Error {
  override name = 'RedisDown'
}

/** Redis answered a command with an error. Do not retry: it is a defect of ours, or a key of another program. */
export class RedisRefusal extends Error {
  override name = 'RedisRefusal'
}
