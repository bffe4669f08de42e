export { missingEngine } from './programs.ts'
export { startPostgres, type Postgres } from './postgres.ts'
export { startRedis, type RedisServer } from './redis.ts'
