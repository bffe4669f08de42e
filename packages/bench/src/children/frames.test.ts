import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createSimulator } from '@wallboard/simulator'
import { small } from '../domains.ts'
import { createFrames } from './frames.ts'

const Frame = z.object({
  context: z.object({ timeStamp: z.coerce.number() }),
  payLoad: z.array(
    z.object({
      dataSource: z.string(),
      updated: z.array(
        z.looseObject({
          id: z.string(),
          callsInQueue: z.number().optional(),
          currentLongestQueueTime: z.number().optional(),
          agentsInQueue: z.number().optional(),
          state: z.string().optional(),
        }),
      ),
    }),
  ),
})
/** The usual limits of a board, in milliseconds. */
const limits = [120_000, 300_000]

async function framesOf(count: number) {
  const simulator = await createSimulator({ seed: 1, queues: small.queues, agents: small.agents })
  const frameOf = createFrames(simulator.truth(), small, 2)
  await simulator.close()
  return Array.from({ length: count }, (_, at) => Frame.parse(JSON.parse(frameOf(1_000 + at, 5))))
}

describe('the frames of the bench', () => {
  it('change waits without passing a limit of a board, so that no alert starts or ends', async () => {
    const waits = new Map<string, number[]>()
    for (const { payLoad } of await framesOf(64))
      for (const { id, currentLongestQueueTime: wait } of payLoad.flatMap(({ updated }) => updated))
        if (wait !== undefined) waits.set(id, [...(waits.get(id) ?? []), wait])
    expect([...waits.values()].filter((each) => new Set(each).size > 1).length).toBeGreaterThan(40)
    for (const limit of limits)
      for (const ofQueue of waits.values())
        expect(new Set(ofQueue.map((wait) => wait > limit)).size, `limit ${limit}`).toBe(1)
  })

  it('leave no queue without calls or agents, and begin no call of an agent', async () => {
    const rows = (await framesOf(64)).flatMap(({ payLoad }) => payLoad)
    const of = (source: string) =>
      rows.flatMap(({ dataSource, updated }) => (dataSource === source ? updated : []))
    expect(
      of('ACD_STATUS').filter(({ callsInQueue: calls, agentsInQueue }) => calls === 0 || agentsInQueue === 0),
    ).toEqual([])
    expect(of('AGENT_STATE').length).toBe(64 * small.changedAgents)
    expect(of('AGENT_STATE').filter(({ state }) => state === 'ON_CALL')).toEqual([])
  })

  it('carry their number as the calls of the first queue, and the time at which they are sent', async () => {
    const [first, second] = await framesOf(2)
    expect([first, second].map((frame) => frame?.payLoad[0]?.updated[0]?.callsInQueue)).toEqual([
      1_000, 1_001,
    ])
    expect(first?.context.timeStamp).toBe(5)
  })
})
