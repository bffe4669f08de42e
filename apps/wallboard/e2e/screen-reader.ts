import { expect, type Page } from '@playwright/test'
import { DataSource } from '@wallboard/five9/events'
import type { Simulator, Truth } from '@wallboard/simulator'

/** What a tile shows: figures by Five9's field names, as text. */
type TileFigures = Readonly<Record<string, string>>

const countFields = ['callsInQueue', 'agentsInQueue', 'agentsOnCall', 'agentsNotReadyForCalls'] as const

/** Shown only where they are not zero. */
const optionalFields = ['callbacksInQueue', 'voicemailsInQueue', 'vivrCallsInQueue'] as const

/**
 * Every tile on the page now, by queue name, and what the screen says of its figures: in one look, so that both are of the
 * same moment. Pages rotate, so a wall of several pages gives one of them.
 */
export async function openScreenReader(
  page: Page,
): Promise<{ readonly link: string; readonly tiles: Record<string, TileFigures> }> {
  return page.evaluate(() => {
    const tiles: Record<string, Record<string, string>> = {}
    for (const tile of document.querySelectorAll<HTMLElement>('[data-queue]:not([data-removed])')) {
      const figures: Record<string, string> = {}
      for (const figure of tile.querySelectorAll<HTMLElement>('[data-field]')) {
        figures[figure.dataset['field'] ?? ''] = figure.textContent.trim()
      }
      tiles[tile.dataset['queue'] ?? ''] = figures
    }
    return { link: document.querySelector('main')?.dataset['link'] ?? 'none', tiles }
  })
}

/** The tiles of `openScreenReader` alone. */
export const readScreen = async (page: Page): Promise<Record<string, TileFigures>> =>
  (await openScreenReader(page)).tiles

/** What the screen should show for a truth: the same shape as `readScreen`, without the running waits. */
function expectedGlass(truth: Truth): Record<string, Record<string, string>> {
  const names = new Map(truth.queues.map(({ id, name }) => [id, name]))
  const tiles: Record<string, Record<string, string>> = {}
  for (const row of truth.sources[DataSource.AcdStatus] ?? []) {
    if (row.id === '0') continue
    const figures: Record<string, string> = {}
    for (const field of countFields) figures[field] = String(row[field])
    for (const field of optionalFields) if (row[field] !== 0) figures[field] = String(row[field])
    tiles[names.get(row.id) ?? row.id] = figures
  }
  return tiles
}

/** Waits until the screen equals the truth of a paused simulator, tile by tile and figure by figure. */
export async function expectScreenToEqualTruth(page: Page, simulator: Simulator): Promise<void> {
  const expected = expectedGlass(simulator.truth())
  expect(Object.keys(expected).length).toBeGreaterThan(0)
  await expect
    .poll(async () => {
      const glass = await readScreen(page)
      return Object.fromEntries(
        Object.entries(glass).map(([name, figures]) => [
          name,
          Object.fromEntries(
            [...countFields, ...optionalFields].flatMap((field) => {
              const text = figures[field]
              return text === undefined ? [] : [[field, text]]
            }),
          ),
        ]),
      )
    })
    .toEqual(expected)
  await expectTotalsToEqualTruth(page, simulator)
}

/** The header's figures of the whole floor: agents of row "0", and the calls of all queues. */
async function expectTotalsToEqualTruth(page: Page, simulator: Simulator): Promise<void> {
  const [totals, ...queues] = simulator.truth().sources[DataSource.AcdStatus] ?? []
  expect(totals?.id).toBe('0')
  const calls = queues.reduce((sum, row) => sum + Number(row['callsInQueue']), 0)
  for (const [field, figure] of [
    ['callsInQueue', Math.max(calls, Number(totals?.['callsInQueue']))],
    ['agentsInQueue', totals?.['agentsInQueue']],
  ] as const)
    await expect(page.locator(`[data-totals] [data-field="${field}"]`)).toHaveText(String(figure))
}

const secondsOf = (text: string): number => {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^(?:(\d+) h )?(\d+)(?::(\d\d))?$/.exec(text) ?? []
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}

/** Waits tick on from the truth of a floor that stands still: never less, and no more than has passed since. */
export async function expectWaitsToTickFromTruth(
  page: Page,
  simulator: Simulator,
  pausedAt: number,
): Promise<void> {
  const { queues, sources } = simulator.truth()
  const glass = await readScreen(page)
  const passedSeconds = (Date.now() - pausedAt) / 1_000
  for (const row of sources[DataSource.AcdStatus] ?? []) {
    const name = queues.find(({ id }) => id === row.id)?.name
    if (name === undefined) continue
    const told = Number(row['currentLongestQueueTime']) / 1_000
    const text = glass[name]?.['currentLongestQueueTime'] ?? ''
    if (text.includes('h')) continue // told in minutes only
    const isWaiting = Number(row['callsInQueue']) + Number(row['callbacksInQueue']) > 0
    expect(secondsOf(text), `${name}: ${text}`).toBeGreaterThanOrEqual(Math.floor(told))
    // A frame is from before the pause, by a round of the simulator and what it travelled.
    expect(secondsOf(text), `${name}: ${text}`).toBeLessThanOrEqual(
      told + (isWaiting ? passedSeconds + 7 : 0),
    )
  }
}

/** What is on the screen is whole and legible, as soon as the layout has followed what came. */
export async function expectLegible(page: Page): Promise<void> {
  await expect.poll(() => findOverflow(page)).toEqual([])
  await expect.poll(() => findIllegible(page)).toEqual([])
}

/** True when nothing on the page can be scrolled and no tile's text is cut off at its edge. */
export async function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const root = document.documentElement
    if (root.scrollHeight > root.clientHeight)
      faults.push(`page scrolls down by ${root.scrollHeight - root.clientHeight}px`)
    if (root.scrollWidth > root.clientWidth)
      faults.push(`page scrolls right by ${root.scrollWidth - root.clientWidth}px`)
    for (const tile of document.querySelectorAll<HTMLElement>('[data-tile]')) {
      const box = tile.getBoundingClientRect()
      if (box.bottom > root.clientHeight + 0.5 || box.right > root.clientWidth + 0.5) {
        faults.push(`${tile.dataset['queue'] ?? tile.dataset['tile'] ?? ''} lies outside the screen`)
      }
      for (const figure of tile.querySelectorAll<HTMLElement>('[data-field]')) {
        // What is not drawn is not cut off.
        if (!figure.checkVisibility()) continue
        const inner = figure.getBoundingClientRect()
        const isInside =
          inner.left >= box.left - 0.5 &&
          inner.right <= box.right + 0.5 &&
          inner.top >= box.top - 0.5 &&
          inner.bottom <= box.bottom + 0.5
        if (!isInside)
          faults.push(
            `${tile.dataset['queue'] ?? tile.dataset['tile'] ?? ''}: ${figure.dataset['field'] ?? ''} leaves its tile`,
          )
        if (figure.scrollWidth > figure.clientWidth + 1 && getComputedStyle(figure).display !== 'inline') {
          faults.push(
            `${tile.dataset['queue'] ?? tile.dataset['tile'] ?? ''}: ${figure.dataset['field'] ?? ''} is cut off`,
          )
        }
      }
    }
    return faults
  })
}

/**
 * Text on the screen that is smaller than what the wall itself has computed to be legible, or cut off: by its tile's
 * upper or lower edge, or by the screen's right one without an ellipsis that says so.
 */
export async function findIllegible(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>()
    const wall = document.querySelector('main')
    if (wall === null) return ['there is no wall']
    const minSize = parseFloat(getComputedStyle(wall).getPropertyValue('--min-size'))
    const walker = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? ''
      const element = walker.currentNode.parentElement
      if (text === '' || element === null || element.closest('[data-controls]') !== null) continue
      const box = element.getBoundingClientRect()
      if (box.width === 0) continue
      const size = parseFloat(getComputedStyle(element).fontSize)
      if (size < minSize - 0.5) faults.add(`"${text}" has ${size.toFixed(1)}px of ${minSize.toFixed(1)}px`)
      const range = document.createRange()
      range.selectNodeContents(walker.currentNode)
      const isElided = getComputedStyle(element).textOverflow === 'ellipsis'
      if (!isElided && range.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
        faults.add(`"${text}" leaves the screen`)
      const tile = element.closest('[data-tile]')?.getBoundingClientRect()
      const elided = element.closest<HTMLElement>('h2, li > *')
      const isCut = elided !== null && getComputedStyle(elided).overflow === 'hidden'
      if (tile !== undefined && !isCut && range.getBoundingClientRect().right > tile.right + 0.5)
        faults.add(`"${text}" leaves its tile to the right`)
      // What a name with an ellipsis on its second line lacks is not drawn.
      const isClamped = elided !== null && isCut && getComputedStyle(elided).webkitLineClamp !== 'none'
      const drawn = isClamped ? elided.getBoundingClientRect() : box
      // Half of what a line has above and below its letters may leave the tile; a letter may not.
      const spare = size * 0.2
      if (tile !== undefined && (drawn.top < tile.top - spare || drawn.bottom > tile.bottom + spare))
        faults.add(`"${text}" leaves its tile`)
    }
    return [...faults]
  })
}

/**
 * The height of a capital of the smallest text on the screen, in CSS pixels, as the browser draws it: without any number
 * that the wall computes with.
 */
export async function smallestCapital(page: Page): Promise<number> {
  return page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d')
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let smallest = Infinity
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      const isSeen = element?.checkVisibility() === true && walker.currentNode.textContent?.trim() !== ''
      if (pen === null || element === null || !isSeen) continue
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(element)
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
      smallest = Math.min(smallest, pen.measureText('H').actualBoundingBoxAscent)
    }
    return smallest
  })
}

/** What the eye needs at the least: 16 minutes of arc, on a screen of 55 inches that is five metres away. */
export function leastCapital({ width, height }: { readonly width: number; readonly height: number }): number {
  const millimetres = 2 * 5_000 * Math.tan((16 / 60 / 2) * (Math.PI / 180))
  return (millimetres * Math.hypot(width, height)) / (55 * 25.4)
}

/**
 * Texts of a tile that lie over one another, and texts that lie outside their tile. Of a letter's box the height of a
 * capital counts: lines stand closer than a font's ascent and descent.
 */
export async function findOverlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Box {
      readonly node: Text
      readonly text: string
      readonly left: number
      readonly right: number
      readonly top: number
      readonly bottom: number
    }
    function clipped(node: Text, tile: Element): Box[] {
      const range = document.createRange()
      range.selectNodeContents(node)
      return [...range.getClientRects()].flatMap((rect) => {
        let { left, right, top, bottom } = rect
        for (
          let element = node.parentElement;
          element !== null && element !== tile;
          element = element.parentElement
        ) {
          if (getComputedStyle(element).overflow !== 'hidden') continue
          const bounds = element.getBoundingClientRect()
          left = Math.max(left, bounds.left)
          right = Math.min(right, bounds.right)
          top = Math.max(top, bounds.top)
          bottom = Math.min(bottom, bounds.bottom)
        }
        const middle = (rect.top + rect.bottom) / 2
        const half = 0.36 * parseFloat(getComputedStyle(node.parentElement ?? tile).fontSize)
        top = Math.max(top, middle - half)
        bottom = Math.min(bottom, middle + half)
        const box = { node, text: node.data.trim(), left, right, top, bottom }
        return box.right - box.left > 1 && box.bottom > box.top ? [box] : []
      })
    }
    const faults: string[] = []
    for (const tile of document.querySelectorAll<HTMLElement>('[data-tile]')) {
      const name = tile.dataset['queue'] ?? tile.dataset['tile'] ?? ''
      const walker = document.createTreeWalker(tile, NodeFilter.SHOW_TEXT)
      const boxes: Box[] = []
      while (walker.nextNode()) {
        const node = walker.currentNode
        if (!(node instanceof Text) || node.data.trim() === '') continue
        if (node.parentElement?.checkVisibility() === true) boxes.push(...clipped(node, tile))
      }
      const edge = tile.getBoundingClientRect()
      for (const [index, a] of boxes.entries()) {
        if (
          a.left < edge.left - 0.5 ||
          a.right > edge.right + 0.5 ||
          a.top < edge.top - 0.5 ||
          a.bottom > edge.bottom + 0.5
        )
          faults.push(`${name}: "${a.text}" lies outside the tile`)
        for (const b of boxes.slice(index + 1)) {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          if (a.node !== b.node && across > 0.5 && down > 0.5)
            faults.push(`${name}: "${a.text}" and "${b.text}" overlap by ${across.toFixed(0)} px`)
        }
      }
    }
    return faults
  })
}
