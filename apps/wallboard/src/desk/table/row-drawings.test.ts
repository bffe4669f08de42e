import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createRowDrawings } from './row-drawings.ts'

interface FakeCell {
  textContent: string | null
}

/** A table of one column that writes the id of the row, and what was drawn in it. */
function createTable({ brokenRow }: { readonly brokenRow?: string } = {}) {
  const drawn: string[] = []
  const errors: unknown[] = []
  const clock = createStore(() => 0)
  const membership = createStore(() => 0)
  const figures = new Map(['a', 'b', 'c'].map((id) => [id, createStore(() => 0)]))
  const column = {
    createCell: (cell: FakeCell) => (id: string) => {
      if (id === brokenRow) throw new Error(id)
      drawn.push(id)
      cell.textContent = id
    },
  }
  const drawings = createRowDrawings(
    [column],
    {
      createRow: (_: { readonly cells: readonly FakeCell[] }) => () => undefined,
      ofAll: [clock],
      ofRow: (id) => {
        const figure = figures.get(id)
        return figure === undefined ? [] : [figure]
      },
      membership,
    },
    (error) => errors.push(error),
  )
  const stop = drawings.start()
  const changed = (store = clock) => {
    drawn.length = 0
    store.setState((count) => count + 1, true)
    return [...drawn]
  }
  return { drawings, figures, clock, membership, drawn, errors, changed, stop }
}

const rowElement = () => ({ cells: [{ textContent: 'of another column' }] })

describe(createRowDrawings, () => {
  it('draws the row whose figures change, and all rows with what they share', () => {
    const { drawings, figures, changed } = createTable()
    for (const id of ['a', 'b']) drawings.add(rowElement()).show(id)
    expect(changed(figures.get('a'))).toEqual(['a'])
    expect(changed()).toEqual(['a', 'b'])
  })

  it('draws another row into the same element, and no longer the one before', () => {
    const { drawings, figures, changed } = createTable()
    const element = rowElement()
    const row = drawings.add(element)
    row.show('a')
    row.show('b')
    expect(element.cells[0]?.textContent).toBe('b')
    expect(changed(figures.get('a'))).toEqual([])
    expect(changed(figures.get('b'))).toEqual(['b'])
  })

  it('follows a row that comes after it was shown', () => {
    const { drawings, figures, membership, changed } = createTable()
    drawings.add(rowElement()).show('new')
    figures.set(
      'new',
      createStore(() => 0),
    )
    expect(changed(membership)).toEqual(['new'])
    expect(changed(figures.get('new'))).toEqual(['new'])
  })

  it('draws no row that was removed, and none after it is stopped', () => {
    const { drawings, figures, changed, stop } = createTable()
    const [kept, gone] = [drawings.add(rowElement()), drawings.add(rowElement())]
    kept.show('a')
    gone.show('b')
    gone.remove()
    expect([changed(), changed(figures.get('b'))]).toEqual([['a'], []])
    stop()
    expect(changed()).toEqual([])
  })

  it('reports a row that cannot be drawn, and draws the others', () => {
    const { drawings, errors, changed } = createTable({ brokenRow: 'b' })
    for (const id of ['a', 'b', 'c']) drawings.add(rowElement()).show(id)
    expect(errors).toHaveLength(1)
    expect(changed()).toEqual(['a', 'c'])
  })
})
