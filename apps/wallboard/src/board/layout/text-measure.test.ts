import { describe, expect, it } from 'vitest'
import { createTextMeasure } from './text-measure.ts'

/** A document whose canvas draws each letter as wide as `letterWidth`, in hundredths of an em. */
function fakeDocument(state: { letterWidth: number }) {
  const fonts = new EventTarget()
  let measured = 0
  const canvas = {
    getContext: () => ({
      font: '',
      measureText: (text: string) => {
        measured += 1
        return { width: text.length * state.letterWidth }
      },
    }),
  }
  const page = { createElement: () => canvas, fonts } as unknown as Document // the part that is used
  return {
    page,
    measured: () => measured,
    loadFont: (letterWidth: number) => {
      state.letterWidth = letterWidth
      fonts.dispatchEvent(new Event('loadingdone'))
    },
  }
}

describe(createTextMeasure, () => {
  it('measures each text once until a font is loaded, and then notifies its subscribers', () => {
    const { page, measured, loadFont } = fakeDocument({ letterWidth: 50 })
    const measure = createTextMeasure(page)
    const versions: number[] = []
    const stop = measure.subscribe(() => versions.push(measure.fontVersion()))
    expect([measure.widthOf('ab'), measure.widthOf('ab'), measured()]).toEqual([0.98, 0.98, 1])
    loadFont(60)
    expect([measure.widthOf('ab'), measured()]).toEqual([1.18, 2])
    expect(versions).toEqual([1])
    stop()
    loadFont(70)
    expect(versions).toEqual([1])
  })

  it('measures again after a time without subscribers, when a font may have been loaded', () => {
    const { page, loadFont } = fakeDocument({ letterWidth: 50 })
    const measure = createTextMeasure(page)
    measure.subscribe(() => undefined)()
    expect(measure.widthOf('ab')).toBe(0.98)
    measure.subscribe(() => undefined)()
    loadFont(60)
    expect(measure.widthOf('ab')).toBe(1.18)
  })

  it('shares nothing with the measure of another wall', () => {
    const [one, other] = [fakeDocument({ letterWidth: 50 }), fakeDocument({ letterWidth: 80 })]
    const [measure, another] = [createTextMeasure(one.page), createTextMeasure(other.page)]
    expect([measure.widthOf('ab'), another.widthOf('ab')]).toEqual([0.98, 1.58])
    measure.subscribe(() => undefined)
    one.loadFont(60)
    expect([measure.fontVersion(), another.fontVersion()]).toEqual([1, 0])
  })
})
