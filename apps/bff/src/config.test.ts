import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe(readConfig, () => {
  it('takes empty for unset', () => {
    expect(readConfig({ PORT: '', HOST: '', FIVE9_REGION: '' })).toMatchObject({
      port: 8_080,
      host: '127.0.0.1',
    })
  })

  it.each([
    [{ PORT: '80a' }, 'PORT'],
    [{ PORT: '65536' }, 'PORT'],
    [{ FIVE9_REGION: 'MOON' }, 'FIVE9_REGION'],
    [{ FIVE9_LOGIN_URL: 'app.five9.com' }, 'FIVE9_LOGIN_URL'],
    [{ FIVE9_LOGIN_URL: 'http://app.five9.com/login' }, 'FIVE9_LOGIN_URL'],
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
