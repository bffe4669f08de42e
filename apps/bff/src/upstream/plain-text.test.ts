import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

describe(plainText, () => {
  it.each([
    ['<p>Planned maintenance</p><p>Sunday 02:00</p>', 'Planned maintenance\nSunday 02:00'],
    ['Use &lt;b&gt; &amp; &#8364;', 'Use <b> & €'],
    ['one<br/>two', 'one\ntwo'],
    ['<script>alert(1)</script>text', 'text'],
    ['<script>alert(1)', ''],
    ['5 < 6', '5 < 6'],
    ['cut <img src=x onerror=', 'cut'],
  ])('reads %s', (html, text) => {
    expect(plainText(html)).toBe(text)
  })

  it('limits the length', () => {
    expect(plainText('x'.repeat(100_000))).toHaveLength(5_000)
  })
})
