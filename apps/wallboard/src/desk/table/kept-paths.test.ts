import { expect, it, vi } from 'vitest'
import { createKeptPaths } from './kept-paths.ts'

it('computes the paths of samples once for all elements that show them, and again for another band', () => {
  const compute = vi.fn((samples: readonly number[], band: object | undefined) => ({
    line: samples.join(),
    band: band === undefined ? '' : 'band',
  }))
  const pathsOf = createKeptPaths(compute)
  const [samples, others, band] = [[1, 2], [1, 2], {}]
  for (let sort = 0; sort < 3; sort += 1) {
    expect(pathsOf(samples, undefined)).toEqual({ line: '1,2', band: '' })
    expect(pathsOf(others, band)).toEqual({ line: '1,2', band: 'band' })
  }
  expect(compute).toHaveBeenCalledTimes(2)
  expect(pathsOf(samples, band)).toEqual({ line: '1,2', band: 'band' })
  expect(compute).toHaveBeenCalledTimes(3)
})
