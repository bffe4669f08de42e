/**
 * The least rights in Redis with which a cluster works, as docs/operating/cluster.md states them. All nodes of the lab have
 * exactly these; what Redis denies a node is a violation.
 */
export const redisRights =
  '~wb:* &wb:* -@all +ping +time +get +set +del +expire +pexpire +pttl +hset +hget +hdel +hgetall +zadd +zcard +zrange +zrem +zremrangebyscore +zscore +xadd +xread +xrevrange +xinfo|stream +eval +evalsha +publish +subscribe +unsubscribe +client|id +client|unblock'
