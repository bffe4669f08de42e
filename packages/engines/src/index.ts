export { missingEngine } from './programs.ts'
export { startPostgres, type PostgresServer } from './postgres.ts'
export { startRedis, type RedisServer } from './redis.ts'
