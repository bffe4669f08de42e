import { allQueuesBoard } from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { itemsOf } from '../board-items.ts'
import { countCutNames } from './cut-names.ts'
import { fontSizeAt } from './legibility.ts'
import { layoutPage, type PageArea } from './page-layout.ts'

const [page = { tiles: [] }] = allQueuesBoard.pages
const viewing = { width: 1920, height: 1080, diagonalInches: 55, distanceM: 5 }
const gap = 7.5
const area: PageArea = {
  width: viewing.width - 2 * gap,
  height: viewing.height - fontSizeAt(viewing, 16) * 1.21 - 2 * gap,
  gap,
  viewing,
}
const widthOf = (text: string) => 0.56 * text.length

/** The layout of queues with these names, and how many of them it truncates. */
function layoutOfNames(names: readonly string[]) {
  const ids = names.map((_, index) => String(index))
  const items = itemsOf(page, 0, ids, 0)
  const queueOf = new Map(items.map(({ key, queueId }) => [key, queueId]))
  const nameOf = (key: string) => names[Number(queueOf.get(key) ?? -1)]
  const count = (layout: ReturnType<typeof layoutPage>) => countCutNames(layout, area, nameOf, widthOf)
  const layout = layoutPage(area, items, { countCutNames: count })
  return { screens: layout.screens.length, cutNames: count(layout) }
}

const short = Array.from({ length: 23 }, (_, index) => `Queue ${index}`)

describe(layoutPage, () => {
  it('keeps 24 queues on one screen while all names are whole there', () => {
    expect(layoutOfNames([...short, 'Billing'])).toEqual({ screens: 1, cutNames: 0 })
  })

  it('takes a second screen for a name that is whole on it', () => {
    expect(layoutOfNames([...short, 'Business Accounts Evening'])).toEqual({ screens: 2, cutNames: 0 })
  })

  it('takes no second screen for a name that is too long for any tile', () => {
    expect(layoutOfNames([...short, 'Kundenservice '.repeat(8)])).toEqual({ screens: 1, cutNames: 1 })
  })
})
