import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { createSimulator } from '../simulator.ts'
import { isLoopback } from './credentials.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe(isLoopback, () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('takes %s for this machine', (address) => {
    expect(isLoopback(address)).toBe(true)
  })

  it.each(['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', '', '127.0.0.1.evil.test', undefined])(
    'takes %s for another one',
    (address) => {
      expect(isLoopback(address)).toBe(false)
    },
  )
})

describe('the control API', () => {
  it('answers on loopback and on no other address of this machine', async () => {
    const simulator = await createSimulator({ host: '0.0.0.0', queues: 2, agents: 5 })
    closing.push(() => simulator.close())
    const statusAt = async (host: string, path: string) =>
      (await fetch(`http://${host}:${simulator.port}${path}`)).status
    expect(await statusAt('127.0.0.1', '/truth')).toBe(200)
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
    for (const { address } of others)
      for (const path of ['/truth', '/control/faults']) expect(await statusAt(address, path)).toBe(403)
  })
})
