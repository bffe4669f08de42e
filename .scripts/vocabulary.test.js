import { describe, expect, it } from 'vitest'
import { checkName, checkText, exportedNames } from './vocabulary.js'

describe('the check of retired words', () => {
  it('finds a retired word in an exported name, and none inside another word', () => {
    const source =
      'export const glassStore = 1\nexport interface Standing {}\nexport function outstandingCalls() {}'
    expect(exportedNames('a.ts', source).flatMap(checkName)).toEqual([
      '"glass" in the name glassStore is retired: screen',
      '"standing" in the name Standing is retired: health',
    ])
  })

  it('finds a retired whole name', () => {
    expect(checkName('Verdict')).toEqual(['the name Verdict is retired: RetryDecision'])
    expect(checkName('PasswordVerdict')).toEqual([])
  })

  it('finds retired phrases in comments and texts', () => {
    expect(checkText('// Whoever asks is told.')).toHaveLength(2)
    expect(checkText('The server sends each client its view.')).toEqual([])
    expect(checkText('/** A view with so many clients is divided. */')).toHaveLength(1)
    expect(checkText('There are so many that a page cannot hold them, and not so many as before.')).toEqual(
      [],
    )
    expect(checkText('// Rows of before belong to the house feed.')).toHaveLength(2)
  })
})
