import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe(readConfig, () => {
  it('takes empty for unset', () => {
    expect(readConfig({ PORT: '', HOST: '', FIVE9_REGION: '' })).toMatchObject({
      port: 8_080,
      host: '127.0.0.1',
    })
  })

  it('reads the proxies in front', () => {
    expect(readConfig({ TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8' }).trustedProxies).toEqual([
      'loopback',
      '10.0.0.0/8',
      'fd00::/8',
    ])
    expect(readConfig({}).trustedProxies).toEqual([])
  })

  it.each(['::1', '[::1]'])('takes the IPv6 address %s', (host) => {
    expect(readConfig({ HOST: host }).host).toBe('::1')
  })

  it.each([
    ['', ''],
    ['/', ''],
    ['wallboard', '/wallboard'],
    ['/wallboard/', '/wallboard'],
    ['/tools/wall-board_1', '/tools/wall-board_1'],
  ])('reads the base path %j as %j', (given, basePath) => {
    expect(readConfig({ BASE_PATH: given }).basePath).toBe(basePath)
  })

  it('reads limits of reasons, and refuses what is none', () => {
    expect(readConfig({}).reasonLimits).toEqual([
      { name: 'Lunch', minutes: 30 },
      { name: 'Break', minutes: 15 },
    ])
    expect(readConfig({ REASON_LIMITS: 'Short break=7' }).reasonLimits).toEqual([
      { name: 'Short break', minutes: 7 },
    ])
    expect(() => readConfig({ REASON_LIMITS: 'Lunch' })).toThrow('REASON_LIMITS must be')
    expect(() => readConfig({ REASON_LIMITS: 'Lunch=0' })).toThrow('REASON_LIMITS must be')
  })

  it('reads names of domains, and refuses what is none', () => {
    expect(readConfig({}).domainNames.size).toBe(0)
    expect([...readConfig({ DOMAIN_NAMES: '123456=Acme Support, 7=Acme=EU' }).domainNames]).toEqual([
      ['123456', 'Acme Support'],
      ['7', 'Acme=EU'],
    ])
    expect(() => readConfig({ DOMAIN_NAMES: 'Acme Support' })).toThrow('DOMAIN_NAMES must be')
  })

  it('reads the names of this server', () => {
    expect(readConfig({ ALLOWED_HOSTS: 'Wall.example.com, wall' }).allowedHosts).toEqual([
      'wall.example.com',
      'wall',
    ])
  })

  it('reads when a day starts: at midnight unless it is configured', () => {
    const dayRule = (environment: Record<string, string>) =>
      readConfig({ TIME_ZONE: 'Europe/Berlin', ...environment }).dayRule
    expect(dayRule({})).toEqual({ timeZone: 'Europe/Berlin', startMinute: 0 })
    expect(dayRule({ DAY_STARTS_AT: '06:30' })).toEqual({ timeZone: 'Europe/Berlin', startMinute: 390 })
    expect(() => dayRule({ DAY_STARTS_AT: '06:15' })).toThrow(
      'DAY_STARTS_AT must be a full or half hour of the local clock, from 00:00 to 23:30, such as 06:30',
    )
  })

  it('reads who is an administrator', () => {
    expect(readConfig({ ADMIN_USERS: 'ann@x.test, Bea' }).adminUsers).toEqual(['ann@x.test', 'Bea'])
    expect(readConfig({}).adminUsers).toEqual([])
  })

  it('is one server on SQLite without DATABASE_URL and REDIS_URL', () => {
    const { databaseUrl, cluster } = readConfig({ NODE_NAME: 'a', CLUSTER_ON_BUS_LOSS: 'stop' })
    expect({ databaseUrl, cluster }).toEqual({ databaseUrl: undefined, cluster: undefined })
  })

  it.each([
    'postgres://wall@db.example.com/wallboard',
    'postgresql://wall:hush@[::1]:5433/wallboard?sslmode=require',
    'postgresql:///wallboard?host=/run/postgresql',
  ])('is one server on PostgreSQL with DATABASE_URL=%s alone', (url) => {
    expect(readConfig({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url, cluster: undefined })
  })

  it('is a node of a cluster with both, named like the machine', () => {
    const both = { DATABASE_URL: 'postgresql://db/wallboard', REDIS_URL: 'rediss://:hush@redis:6380/1' }
    const { cluster } = readConfig(both)
    expect(cluster).toMatchObject({ redisUrl: both.REDIS_URL, onBusLoss: 'continue' })
    expect(cluster?.nodeName).toMatch(/^[A-Za-z0-9._-]+$/)
    expect(readConfig({ ...both, NODE_NAME: 'wall-2.b', CLUSTER_ON_BUS_LOSS: 'stop' }).cluster).toEqual({
      redisUrl: both.REDIS_URL,
      nodeName: 'wall-2.b',
      onBusLoss: 'stop',
    })
  })

  it.each([
    [{ REDIS_URL: 'redis://redis' }, 'REDIS_URL needs DATABASE_URL'],
    [{ DATABASE_URL: 'mysql://u:hush@db/wallboard' }, 'DATABASE_URL must be the address of a PostgreSQL'],
    [{ DATABASE_URL: 'postgresql://u:hush@db' }, 'DATABASE_URL must be'],
    [{ DATABASE_URL: 'postgresql:///wallboard' }, 'DATABASE_URL must be'],
    [{ DATABASE_URL: 'postgresql://db/w', REDIS_URL: 'http://:hush@redis' }, 'REDIS_URL must be the address'],
    [{ DATABASE_URL: 'postgresql://db/w', REDIS_URL: 'redis://:hush@redis/x' }, 'REDIS_URL must be'],
    [{ INSTALLATION_KEY: 'hush'.padEnd(43, 'a') }, 'INSTALLATION_KEY needs DATABASE_URL'],
    [{ INSTALLATION_KEY: 'hush' }, 'INSTALLATION_KEY must be 32 random bytes'],
    [{ INSTALLATION_KEY: 'A'.repeat(43) }, 'INSTALLATION_KEY must be'],
    [{ NODE_NAME: 'node 1' }, 'NODE_NAME must be'],
    [{ NODE_NAME: 'n'.repeat(64) }, 'NODE_NAME must be'],
    [{ CLUSTER_ON_BUS_LOSS: 'fight' }, 'CLUSTER_ON_BUS_LOSS must be continue or stop'],
  ])('refuses %j and names the variable, and no secret', (environment, message) => {
    const read = () => readConfig(environment)
    expect(read).toThrow(message)
    expect(read).not.toThrow('hush')
  })

  it.each([
    [{ PORT: '80a' }, 'PORT'],
    [{ PORT: '65536' }, 'PORT'],
    [{ FIVE9_REGION: 'MOON' }, 'FIVE9_REGION'],
    [{ FIVE9_LOGIN_URL: 'app.five9.com' }, 'FIVE9_LOGIN_URL'],
    [{ FIVE9_LOGIN_URL: 'http://app.five9.com/login' }, 'FIVE9_LOGIN_URL'],
    [{ FIVE9_LOGIN_URL: 'http://127.evil.test/login' }, 'FIVE9_LOGIN_URL'],
    [{ FIVE9_LOGIN_URL: 'https://u:hush@app.five9.com/login' }, 'FIVE9_LOGIN_URL'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
    [{ TRUST_PROXY: '10.0.0.0/40' }, 'TRUST_PROXY'],
    [{ BASE_PATH: '/display' }, 'BASE_PATH'],
    [{ BASE_PATH: '/api/x' }, 'BASE_PATH'],
    [{ BASE_PATH: '/a b' }, 'BASE_PATH'],
    [{ BASE_PATH: '/a/../b' }, 'BASE_PATH'],
    [{ BASE_PATH: '/a"b' }, 'BASE_PATH'],
    [{ ALLOWED_HOSTS: 'http://wall.example.com' }, 'ALLOWED_HOSTS'],
    [{ ALLOWED_HOSTS: 'wall.example.com:8080' }, 'ALLOWED_HOSTS'],
    [{ ALLOWED_HOSTS: 'a,,b' }, 'ALLOWED_HOSTS'],
    [{ ADMIN_USERS: 'ann,,bea' }, 'ADMIN_USERS'],
    [{ ADMIN_USERS: ' , ' }, 'ADMIN_USERS'],
    [{ DAY_STARTS_AT: '24:00' }, 'DAY_STARTS_AT'],
    [{ DAY_STARTS_AT: '6:30' }, 'DAY_STARTS_AT'],
    [{ DAY_STARTS_AT: '06:15' }, 'DAY_STARTS_AT'],
    [{ FIVE9_USERNAME: 'u' }, 'FIVE9_PASSWORD'],
    [{ FIVE9_PASSWORD: 'hush' }, 'FIVE9_USERNAME'],
  ])('names the variable that is wrong in %j, in one line, and no secret', (environment, name) => {
    let message = ''
    try {
      readConfig(environment)
    } catch (error) {
      message = String(error)
    }
    expect(message).toContain(name)
    expect(message).not.toContain('\n')
    expect(message).not.toContain('hush')
  })
})
