import { describe, expect, it } from 'vitest'
import { addressChanged, fieldLeft, initialFilterText, textTyped } from './filter-text-state.ts'

describe('the text of a filter’s field', () => {
  it('is not replaced by an earlier text that reaches the address late', () => {
    const typed = textTyped(textTyped(initialFilterText(''), 'r'), 're')
    const late = addressChanged(typed, 'r')
    expect(late).toEqual({ typed: 're', addressed: 'r', awaited: ['re'] })
    expect(addressChanged(late, 're')).toEqual(initialFilterText('re'))
  })

  it('may reach the address without the texts before it', () => {
    const typed = textTyped(textTyped(initialFilterText(''), 'r'), 're')
    expect(addressChanged(typed, 're')).toEqual(initialFilterText('re'))
  })

  it('is that of the address when something else changes the address', () => {
    const typed = textTyped(initialFilterText(''), 'r')
    expect(addressChanged(typed, 'sales')).toEqual(initialFilterText('sales'))
    const corrected = fieldLeft(textTyped(typed, ''))
    expect(addressChanged(corrected, 'r')).toEqual(initialFilterText('r'))
  })
})
