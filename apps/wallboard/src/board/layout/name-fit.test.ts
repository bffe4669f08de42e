import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitName } from './name-fit.ts'

const widthOf = (text: string) => 0.56 * text.length

/** A tile of a wall of twelve queues at 1920 × 1080. */
const tile = {
  widthOf,
  innerWidth: 450,
  innerHeight: 235,
  label: 62,
  minSize: 50,
  asideWidth: 0,
  figure: 105,
  minFigure: 69,
  notesHeight: 56,
  isUrgent: false,
}

describe(fitName, () => {
  it('shows a short name at the size of the layout', () => {
    expect(fitName({ ...tile, text: 'Billing' })).toMatchObject({ fontSize: 62, lines: 1, isWhole: true })
  })

  it('shows a longer name in smaller text', () => {
    const { fontSize, lines, isWhole } = fitName({ ...tile, text: 'Priority Desks' })
    expect([lines, isWhole]).toEqual([1, true])
    expect(fontSize).toBeLessThan(62)
    expect(fontSize).toBeGreaterThanOrEqual(50)
  })

  it('shows a name on two lines above a smaller figure', () => {
    const fit = fitName({ ...tile, text: 'Business Accounts North' })
    expect(fit).toMatchObject({ lines: 2, isWhole: true, hidesNotes: false })
    expect(fit.figure).toBeLessThan(105)
    expect(fit.figure).toBeGreaterThanOrEqual(69)
  })

  it('truncates a name that does not fit on two lines, on one line', () => {
    const fit = fitName({ ...tile, text: 'Business Accounts North', innerHeight: 180 })
    expect(fit).toMatchObject({ lines: 1, isWhole: false, hidesNotes: false, figure: undefined })
  })

  it('hides the counts of a tile with an alert where two lines do not fit otherwise', () => {
    const fit = fitName({ ...tile, text: 'Business Accounts North', isUrgent: true, innerHeight: 180 })
    expect(fit).toMatchObject({ lines: 2, isWhole: true, hidesNotes: true })
  })

  it('hides what is beside the name before it breaks the name', () => {
    const fit = fitName({ ...tile, text: 'Renewals abc', asideWidth: 200, isUrgent: true })
    expect(fit).toMatchObject({ lines: 1, isWhole: true, hidesAside: true, figure: undefined })
  })

  it('breaks a name of one long word', () => {
    expect(fitName({ ...tile, text: 'Kundenservicezentrum', isUrgent: true })).toMatchObject({ lines: 2 })
  })

  it('uses two lines without an alert where the tile has spare height', () => {
    const fit = fitName({ ...tile, text: 'Business Accounts North', innerHeight: 400 })
    expect(fit).toMatchObject({ lines: 2, isWhole: true, figure: undefined })
  })

  const rooms = fc.record({
    // No tile has a blank name: `uniqueLabel` gives such a queue its id.
    text: fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== ''),
    innerWidth: fc.integer({ min: 60, max: 1_900 }),
    innerHeight: fc.integer({ min: 184, max: 900 }),
    asideWidth: fc.integer({ min: 0, max: 300 }),
    notesHeight: fc.integer({ min: 0, max: 56 }),
    isUrgent: fc.boolean(),
  })

  it('stays inside the tile in legible text, and reports a whole name only when the width suffices', () => {
    fc.assert(
      fc.property(rooms, (room) => {
        const { innerWidth, innerHeight, notesHeight } = room
        const fit = fitName({ ...tile, figure: 69, ...room })
        expect(fit.fontSize).toBeGreaterThanOrEqual(49.9)
        const nameHeight = (fit.lines === 1 ? 1.1 : 2.1) * fit.fontSize
        const rest = 0.85 * (fit.figure ?? 69) + (fit.hidesNotes ? 0 : notesHeight)
        expect(nameHeight + rest).toBeLessThanOrEqual(innerHeight + 0.5)
        const width = innerWidth - (fit.hidesAside ? 0 : room.asideWidth)
        // The space at which a name is broken is not drawn.
        const drawn =
          room.text.trim().replace(/ +/g, ' ').length -
          (fit.lines === 2 && / /.test(room.text.trim()) ? 1 : 0)
        if (fit.isWhole)
          expect(widthOf('n'.repeat(drawn)) * fit.fontSize).toBeLessThanOrEqual(fit.lines * width + 0.5)
      }),
    )
  })

  it('never truncates a name with an alert that is whole without one', () => {
    fc.assert(
      fc.property(rooms, (room) => {
        const plain = fitName({ ...tile, ...room, isUrgent: false })
        const urgent = fitName({ ...tile, ...room, isUrgent: true })
        // With an alert, what is beside the name may give way before the figure does.
        if (plain.isWhole) expect(urgent).toEqual(urgent.hidesAside ? { ...urgent, isWhole: true } : plain)
      }),
    )
  })
})
