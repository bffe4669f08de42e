import type { Page } from '@playwright/test'
import type { Simulator, Truth } from '@wallboard/simulator'

/** Fields of a queue's tile that are compared with the truth. */
const fields = ['callsInQueue', 'agentsInQueue', 'agentsOnCall', 'agentsNotReadyForCalls'] as const

/** What stood on the screen in one frame. */
interface ScreenSample {
  /** When, in milliseconds of a clock that never steps, of the test and of the page alike. */
  readonly at: number
  /** What the page says of its figures: live, ageing, stale, down. */
  readonly link: string
  /** The age that the header states; undefined while it states none. */
  readonly ageMs: number | undefined
  /** Figures of tiles that are not marked as old, as `queue.field`. */
  readonly figures: Readonly<Record<string, string>>
  /** How many figures are marked as old. */
  readonly marked: number
}

declare global {
  interface Window {
    takeSamples: () => {
      readonly looks: readonly (readonly [number, string, string, number, number])[]
      readonly texts: readonly string[]
    }
  }
}

/** The clock of `Look.at` in the test's own process. */
export const observerNow = (): number => performance.timeOrigin + performance.now()

/** Looks at the screen in every frame from now on. To be called before the page is opened. */
export async function observeScreen(page: Page): Promise<void> {
  await page.addInitScript((observed: readonly string[]) => {
    const now = performance.now.bind(performance) // before a test wraps it
    const { timeOrigin } = performance
    let looks: [number, string, string, number, number][] = []
    let texts: string[] = []
    function look(): void {
      const figures: Record<string, string> = {}
      for (const tile of document.querySelectorAll<HTMLElement>(
        '[data-queue]:not([data-removed], [data-old])',
      ))
        for (const figure of tile.querySelectorAll<HTMLElement>('[data-field]')) {
          const field = figure.dataset['field'] ?? ''
          if (observed.includes(field))
            figures[`${tile.dataset['queue'] ?? ''}.${field}`] = figure.textContent
        }
      const text = JSON.stringify(figures)
      if (texts.at(-1) !== text) texts.push(text)
      const link = document.querySelector('main')?.dataset['link'] ?? 'none'
      looks.push([
        timeOrigin + now(),
        link,
        document.querySelector('[role="status"]')?.textContent ?? '',
        texts.length - 1,
        [...document.querySelectorAll<HTMLElement>('[data-old] [data-field]')].filter((each) =>
          observed.includes(each.dataset['field'] ?? ''),
        ).length,
      ])
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    window.takeSamples = () => {
      const taken = { looks, texts }
      looks = []
      texts = []
      return taken
    }
  }, fields)
}

const units: Readonly<Record<string, number>> = { s: 1_000, min: 60_000 }

/** Of "live · 2 s" and "figures are 6 min old", in milliseconds; an age in hours counts as none that was promised. */
function ageIn(status: string): number | undefined {
  const [, number, unit = ''] = /(\d+) (s|min)\b/.exec(status) ?? []
  return number === undefined ? undefined : Number(number) * (units[unit] ?? Number.NaN)
}

/** The looks since the last time, or since the page was opened. */
export async function takeSamples(page: Page): Promise<readonly ScreenSample[]> {
  const { looks, texts } = await page.evaluate(() => window.takeSamples())
  const figures = texts.map((text) => JSON.parse(text) as Record<string, string>) // written above
  return looks.map(([at, link, status, index, marked]) => ({
    at,
    link,
    ageMs: ageIn(status),
    figures: figures[index] ?? {},
    marked,
  }))
}

/** What was true from one instant to the next, by `queue.field`. */
export interface TruthRecord {
  /** Notes what this Five9 holds, now and whenever it changes. */
  readonly follow: (simulator: Simulator) => void
  /** True when the figure had this value at some instant between the two. */
  readonly had: (name: string, value: string, from: number, until: number) => boolean
  readonly between: (name: string, from: number, until: number) => string
}

export function recordTruth(): TruthRecord {
  const values = new Map<string, { readonly at: number; readonly value: string }[]>()

  function note({ queues, sources }: Truth): void {
    const names = new Map(queues.map(({ id, name }) => [id, name]))
    const at = observerNow()
    for (const row of sources['ACD_STATUS'] ?? []) {
      const name = names.get(row.id)
      if (name === undefined) continue
      for (const field of fields) {
        const key = `${name}.${field}`
        const known = values.get(key) ?? []
        const value = String(row[field])
        if (known.at(-1)?.value !== value) known.push({ at, value })
        values.set(key, known)
      }
    }
  }

  /** Values that held at some instant of the span: the last one before it, and those that began in it. */
  function within(name: string, from: number, until: number) {
    const known = values.get(name) ?? []
    const first = known.findLastIndex(({ at }) => at <= from)
    return known.slice(Math.max(0, first)).filter(({ at }) => at <= until)
  }

  return {
    follow(simulator) {
      simulator.onTruth(note)
      note(simulator.truth())
    },
    had: (name, value, from, until) => within(name, from, until).some((each) => each.value === value),
    between: (name, from, until) =>
      within(name, from, until)
        .map(({ at, value }) => `${value} at ${Math.round(at)}`)
        .join(', '),
  }
}

/** A figure that is shown as live is at most so old, and the header states its age. */
const promisedMs = 15_000
/** Between Five9's figure and the screen: a flush, a heartbeat, and what a busy machine adds. */
const onTheWayMs = 2_500

/**
 * A page that stood still cannot change what it shows before its script runs again: it looks at its clocks four times a
 * second, and a busy machine needs some frames more.
 */
export const standstillFrameMs = 600

/** The looks without those right after a standstill. */
function afterStandstills(looks: readonly ScreenSample[]): readonly ScreenSample[] {
  let movesFrom = 0
  return looks.filter(({ at }, index) => {
    if (at - (looks[index - 1]?.at ?? at) > 1_000) movesFrom = at + standstillFrameMs
    return at >= movesFrom
  })
}

/** How many figures were seen, how many of them were shown as live and compared with the truth, and what was not true. */
export function compare(looks: readonly ScreenSample[], truth: TruthRecord) {
  let marked = 0
  let live = 0
  const lies: string[] = []
  for (const { at, link, ageMs, figures, marked: old } of afterStandstills(looks)) {
    marked += old
    for (const [name, figure] of Object.entries(figures)) {
      if (figure === '–') continue // no figure, and so no lie
      if (link === 'ageing') {
        marked += 1 // its age is shown
        continue
      }
      live += 1
      const statedMs = link === 'live' ? Math.min(ageMs ?? 0, promisedMs) : promisedMs
      const from = at - statedMs - onTheWayMs
      if (truth.had(name, figure, from, at)) continue
      lies.push(
        `${Math.round(at)}: ${name} shows ${figure}, ${link}, ${ageMs ?? '?'} ms old; the truth was ${truth.between(name, from, at)}`,
      )
    }
  }
  return { samples: live + marked, live, lies }
}

/** Milliseconds from `at` until the screen was no longer shown as live; Infinity when it never was. */
export const markedAfterMs = (looks: readonly ScreenSample[], at: number): number =>
  (looks.find((look) => look.at >= at && look.link !== 'live')?.at ?? Infinity) - at
