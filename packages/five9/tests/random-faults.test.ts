import type { ActionRequest, FaultChanges } from '@wallboard/simulator'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { expectTruth, expectUp, liveDomain } from './live-domain.ts'

/**
 * How many schedules are played: `FAULT_RUNS=400 npm run faults` plays new ones each time, `npm test` the same ones.
 * A failing one prints its seed, which `FAULT_SEED` plays again.
 */
const isSearch = process.env.FAULT_RUNS !== undefined
const runs = Number(process.env.FAULT_RUNS ?? 40)
const seed = Number(process.env.FAULT_SEED ?? (isSearch ? Date.now() % 2 ** 31 : 20_261_124))
const shards = 4

type Step = { readonly lastsMs: number } & (
  { readonly faults: FaultChanges } | { readonly action: ActionRequest }
)

const every = fc.integer({ min: 2, max: 5 })

/** Faults that no person has to mend. */
const faults: fc.Arbitrary<FaultChanges> = fc.oneof(
  fc.record({ silent: fc.constant(true) }),
  fc.record({ halfOpen: fc.constant(true) }),
  fc.record({ lostPongs: fc.constant(true) }),
  fc.record({ pongDelayMs: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ duplicatedEvery: every }),
  fc.record({ reorderedEvery: every }),
  fc.record({ truncatedFrameEvery: every }),
  fc.record({ malformedEvery: every }),
  fc.record({ unknownEventsEvery: every }),
  fc.record({ nonsenseEvery: every }),
  fc.record({ partialUpdates: fc.constant(true), numericStrings: fc.boolean() }),
  fc.record({ removedAsObjects: fc.constant(true), unknownFields: fc.boolean() }),
  fc.record({ unknownSources: fc.constant(true), splitFull: fc.boolean() }),
  fc.record({ droppedFullEvery: every }),
  fc.record({ incrementalFirst: fc.constant(true) }),
  fc.record({ silentInvalidations: fc.constant(true) }),
  fc.record({ clockSkewMs: fc.integer({ min: -3_600_000, max: 3_600_000 }) }),
  fc.record({ slowMs: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ refusedUpgradeStatus: fc.constantFrom(401, 500, 503) }),
  fc.record({ serverErrorEvery: every }),
  fc.record({ serverFaultEvery: every }),
  fc.record({ wrongStateEvery: every }),
  fc.record({ notJsonEvery: every }),
  fc.record({ truncatedReplyEvery: every }),
  fc.record({ unansweredEvery: every }),
  fc.record({ tooManyEvery: every, retryAfterSeconds: fc.constant(1) }),
)

const actions: fc.Arbitrary<ActionRequest> = fc.oneof(
  fc.constant({ do: 'drop-sockets' } as const),
  fc.constant({ do: 'cut-mid-frame' } as const),
  fc.record({ do: fc.constant('close-sockets' as const), code: fc.constantFrom(1000, 1001, 1012) }),
  fc.constant({ do: 'add-notice' } as const),
  fc.record({
    do: fc.constant('migrate' as const),
    variant: fc.constantFrom('forced' as const, 'graceful' as const, 'farm' as const, 'unsaid' as const),
    stepMs: fc.integer({ min: 0, max: 100 }),
  }),
  fc.constant({ do: 'storm', framesPerSecond: 200, seconds: 0.3 } as const),
  fc.constant({ do: 'add-queue', name: 'Sudden' } as const),
  fc.constant({ do: 'add-agent', name: 'New Colleague' } as const),
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ lastsMs: fc.integer({ min: 50, max: 900 }), faults }) },
  { weight: 1, arbitrary: fc.record({ lastsMs: fc.integer({ min: 0, max: 300 }), action: actions }) },
)

async function play(steps: readonly Step[]): Promise<void> {
  const closers: (() => unknown)[] = []
  const domain = await liveDomain({}, closers)
  try {
    await expectUp(domain)
    for (const each of steps) {
      if ('faults' in each) domain.simulator.faults.set(each.faults)
      else await domain.simulator.act(each.action)
      await new Promise((resolve) => setTimeout(resolve, each.lastsMs))
    }
    await expectTruth(domain, domain.simulator, 60_000)
  } catch (error) {
    const conditions = domain.notices.flatMap((notice) =>
      notice.type === 'status' ? [`${notice.status.state} ${notice.status.reason?.code ?? ''}`] : [],
    )
    throw new Error(`the client does not hold the truth; it went through ${conditions.join(', ')}`, {
      cause: error,
    })
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

describe('any schedule of faults', () => {
  it.concurrent.each(Array.from({ length: shards }, (_, shard) => seed + shard))(
    'ends in the truth by itself (seed %i)',
    async (shardSeed) => {
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), play), {
        numRuns: Math.ceil(runs / shards),
        seed: shardSeed,
        endOnFailure: true, // shrinking would play for minutes
      })
    },
    Math.max(120_000, runs * 30_000),
  )
})
