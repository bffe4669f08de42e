import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import type { Bench, RigName } from './bench.ts'
import { notMeasuredFigure, type Figure } from './measure/paired.ts'
import { releasingAfter } from './measure/releases.ts'
import { measureAlerts } from './sections/alerts.ts'
import { measureOneNode } from './sections/before-cluster.ts'
import { measureClusterStorm } from './sections/cluster-storm.ts'
import { measureFollower } from './sections/cluster.ts'
import { measureDeskLoad, measureFirstFigureOfDesk } from './sections/desk-load.ts'
import { measureLargeBoards } from './sections/large-boards.ts'
import { measureDesk } from './sections/desk.ts'
import { measureDisplayStorm } from './sections/display-storm.ts'
import { measureBoards } from './sections/boards.ts'
import { measureBytes } from './sections/bytes.ts'
import { measureDisplayMemory, measureDisplays } from './sections/displays.ts'
import { measureFanOut, measureLargeFanOut, measureRawPipe } from './sections/fan-out.ts'
import { measureNaive } from './sections/naive.ts'
import { measurePassThrough } from './sections/pass-through.ts'
import { measureStall } from './sections/stall.ts'
import { measureHistoryFanOut } from './sections/history-fan-out.ts'
import { measureHistoryReplay } from './sections/history-replay.ts'
import { measureHistorySeek } from './sections/history-seek.ts'
import { measurePythonClient } from './sections/python-client.ts'
import { measureHistory } from './sections/history.ts'
import { measureGrowth, measureLag, measureScale, measureSoak, measureStorm } from './sections/screens.ts'
import { measureGrownPages, measureScript, type ScriptPages } from './sections/script-time.ts'
import { measureFirstFigure, measureTimeToScreen, pairedCookies } from './sections/time-to-screen.ts'

/** What a section measures with. */
export interface Context {
  readonly bench: Bench
  readonly browser: Browser
  /** Undefined unless the section SPA was chosen. */
  readonly pages: ScriptPages | undefined
  readonly repetitions: number
  readonly isQuick: boolean
  /** Resolves when it is the section's turn; before, it may start what it measures. */
  readonly turn: Promise<void>
  /** Called when a section has ended. */
  readonly onTimed: (time: SectionTime) => void
  /** Called when a section ended with an error. */
  readonly onFailed: (section: Section) => void
}

/** How long a section took. */
export interface SectionTime {
  readonly section: string
  readonly seconds: number
}

/** A section that has not ended by then hangs. */
const sectionWithinMs = 10 * 60_000

/**
 * Measures a section and reports how long it took. A section that ends with an error, or does not end, is a row that says
 * so: the others are measured all the same.
 */
export async function measureSection(section: Section, context: Context): Promise<readonly Figure[]> {
  let startedAt = performance.now()
  void context.turn.then(() => {
    startedAt = performance.now()
  })
  const { name, withinMs = sectionWithinMs } = section
  const late = new AbortController()
  let figures: readonly Figure[]
  try {
    figures = await releasingAfter(() =>
      Promise.race([
        section.measure(context),
        pause(withinMs, undefined, { signal: late.signal }).then(() => {
          throw new Error(`not ended within ${withinMs / 1_000} s`)
        }),
      ]),
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${name}: ${error instanceof Error ? (error.stack ?? reason) : reason}\n`)
    figures = [notMeasuredFigure(name, reason.split('\n', 1)[0] ?? '')]
    context.onFailed(section)
  }
  late.abort()
  context.onTimed({ section: name, seconds: (performance.now() - startedAt) / 1_000 })
  return figures
}

/** A part of the bench that `--only` chooses by the beginning of its name. */
export interface Section {
  readonly name: string
  /** The rigs that it needs. */
  readonly rigs: readonly RigName[]
  /** It needs paired displays, which are made from a template. */
  readonly hasDisplays?: true
  /**
   * What starts beside it does not change what it measures by more than it varies. Such sections that follow each other are
   * measured at the same time.
   */
  readonly isInsensitive?: true
  /** It starts beside the insensitive sections before it, and awaits its turn before it measures. */
  readonly startsEarly?: true
  /** Other work does not change what it measures: it is measured while the rigs of others start and warm up. */
  readonly isMeasuredAtStart?: true
  /** After this time it has failed. */
  readonly withinMs?: number
  readonly measure: (context: Context) => Promise<readonly Figure[]>
}

/**
 * Sections that are measured while others are, on a core that these leave idle: the whole bench would take twice as long
 * without them. They run in a process of its own, which is confined to the core with all that it starts. Only what this does
 * not change is measured so: CPU time, bytes, memory, and times of which the server's interval is nearly all.
 */
export interface Beside {
  readonly core: 0 | 1
  /** True: they only run while nothing else wants the core (Linux's idle policy). */
  readonly isIdle: boolean
  readonly sections: readonly Section[]
}

/** Sections that are measured one after the other (insensitive ones together), and others beside them. */
export interface Group {
  readonly sections: readonly Section[]
  readonly beside?: readonly Beside[]
}

/** What pages do: they have the whole machine. Servers of `DESK` start beside `LAG`, which mostly waits. */
const pageSections: readonly Section[] = [
  {
    name: 'SPA',
    rigs: ['small'],
    measure: async ({ pages, repetitions }) => (pages ? measureScript(pages, repetitions) : []),
  },
  {
    name: 'FIRST',
    rigs: ['small'],
    measure: async ({ browser, bench, pages, repetitions }) =>
      measureFirstFigure(
        bench.small,
        pages?.cookies ?? (await pairedCookies(browser, bench.small)),
        repetitions,
      ),
  },
  {
    name: 'FIRST-DESK',
    rigs: ['small', 'wide'],
    measure: ({ bench, repetitions }) => measureFirstFigureOfDesk(bench, repetitions),
  },
  { name: 'LAG', rigs: ['small'], isInsensitive: true, measure: ({ bench }) => measureLag(bench) },
  {
    name: 'DESK',
    rigs: [],
    startsEarly: true,
    measure: ({ browser, repetitions, turn }) => measureDesk(browser, repetitions, turn),
  },
]

/**
 * What servers do. First CPU time and bytes, while clients use a part of the other core; then what needs it whole, when the
 * sections beside these have ended.
 */
const serverSections: readonly Section[] = [
  { name: 'PASS', rigs: ['small'], measure: ({ bench }) => measurePassThrough(bench) },
  { name: 'FANOUT', rigs: ['small'], measure: ({ bench }) => measureFanOut(bench) },
  { name: 'NAIVE', rigs: ['large'], measure: ({ bench }) => measureNaive(bench) },
  { name: 'BYTES', rigs: ['large'], isInsensitive: true, measure: ({ bench }) => measureBytes(bench) },
  {
    name: 'BOARDS',
    rigs: [],
    hasDisplays: true,
    startsEarly: true,
    measure: async ({ bench, repetitions, turn }) => measureBoards(await bench.template(), repetitions, turn),
  },
  {
    name: 'FANOUT-LARGE',
    rigs: ['large'],
    measure: ({ bench, isQuick }) => measureLargeFanOut(bench, isQuick),
  },
  { name: 'STORM', rigs: ['small'], measure: ({ bench }) => measureStorm(bench) },
  {
    name: 'STORM-RESTART',
    rigs: [],
    hasDisplays: true,
    measure: async ({ bench, repetitions }) => measureDisplayStorm(await bench.template(), repetitions),
  },
  {
    name: 'DISPLAYS',
    rigs: [],
    hasDisplays: true,
    async measure({ bench, repetitions }) {
      const figures = await bench.withDisplayServers((servers) => measureDisplays(servers, repetitions))
      await bench.endDisplayServers() // STALL has their core
      return figures
    },
  },
]

/** CPU time of functions of the product, in the process of the bench; and bytes. They should end before `STORM-RESTART`. */
const functionSections: readonly Section[] = [
  { name: 'ALERTS', rigs: [], measure: ({ repetitions }) => measureAlerts(repetitions) },
  { name: 'HISTORY', rigs: [], measure: ({ repetitions }) => measureHistory(repetitions) },
  { name: 'HISTORY-SEEK', rigs: [], measure: ({ repetitions }) => measureHistorySeek(repetitions + 2) },
  { name: 'PYTHON', rigs: [], measure: ({ repetitions }) => measurePythonClient(repetitions + 2) },
  {
    name: 'HISTORY-REPLAY',
    rigs: [],
    measure: ({ repetitions }) => measureHistoryReplay(Math.min(2, repetitions)),
  },
]

const stallSection: Section = {
  name: 'STALL',
  rigs: [],
  hasDisplays: true,
  measure: async ({ bench, isQuick }) => measureStall(await bench.template(), isQuick ? 20 : 60),
}

/** Pages for which one core is enough, with their servers: most of the time is an interval, or CPU time counts. */
const onePageSections: readonly Section[] = [
  {
    name: 'PAINT',
    rigs: [],
    measure: ({ browser, repetitions }) => measureTimeToScreen(browser, repetitions),
  },
  { name: 'LARGE', rigs: [], measure: ({ browser, repetitions }) => measureDeskLoad(browser, repetitions) },
]

/** Bytes, in processes of its own. Its storms change all that is measured beside it, also at the idle policy. */
const memorySection: Section = {
  name: 'MEMORY',
  rigs: [],
  hasDisplays: true,
  isMeasuredAtStart: true,
  measure: ({ bench }) => bench.withDisplayServers(measureDisplayMemory),
}

/** What `npm run bench` measures, in its order. */
export const groups: readonly Group[] = [
  { sections: [memorySection] },
  { sections: pageSections },
  { sections: serverSections, beside: [{ core: 1, isIdle: true, sections: functionSections }] },
  // The servers of STALL have core 0 alone.
  {
    sections: [stallSection],
    beside: [{ core: 1, isIdle: false, sections: onePageSections }],
  },
]

/** Sections that run only when `--only` names them: they repeat what others measure, for information or at length. */
export const otherSections: readonly Section[] = [
  {
    name: 'SPA-GROWN',
    rigs: ['small', 'twice'],
    measure: ({ browser, bench, repetitions }) => measureGrownPages(browser, bench, repetitions),
  },
  { name: 'HISTORY-FANOUT', rigs: [], measure: ({ bench }) => measureHistoryFanOut(bench) },
  { name: 'RAW-PIPE', rigs: ['small'], measure: ({ bench }) => measureRawPipe(bench) },
  {
    name: 'LARGE-BOARDS',
    rigs: [],
    measure: ({ browser, repetitions }) => measureLargeBoards(browser, repetitions),
  },
  { name: 'SCALE', rigs: ['large'], measure: ({ bench, isQuick }) => measureScale(bench, isQuick) },
  { name: 'GROWN', rigs: ['small', 'twice', 'fourfold'], measure: ({ bench }) => measureGrowth(bench) },
]

/** The sections of several nodes, which need Redis and PostgreSQL. */
export const clusterSections: readonly Section[] = [
  { name: 'CLUSTER-FOLLOWER', rigs: [], measure: ({ repetitions }) => measureFollower(repetitions) },
  {
    name: 'CLUSTER-STORM',
    rigs: [],
    measure: ({ browser, repetitions }) => measureClusterStorm(browser, repetitions),
  },
  { name: 'CLUSTER-ONE', rigs: [], measure: ({ repetitions }) => measureOneNode(repetitions) },
]

/** One long measurement. */
export const soakSection = (minutes: number): Section => ({
  name: 'SOAK',
  withinMs: (minutes + 10) * 60_000,
  rigs: ['large'],
  measure: ({ bench }) => measureSoak(bench, minutes),
})
