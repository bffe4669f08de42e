import type { Browser } from '@playwright/test'
import { connectUrl, relayVersion, wholeView } from '@wallboard/relay'
import { pairDisplay, type Display } from '../measure/chromium.ts'
import type { Rig } from '../measure/rig.ts'

/**
 * Reference: a page that only sets the text nodes of the same cells from the same stream. It is paired as a display with
 * a board of the same queues, and has no store, no React, no ages and no order.
 */
export async function directDom(browser: Browser, rig: Rig, tiles?: number): Promise<Display> {
  const display = await pairDisplay(browser, rig, undefined, tiles)
  const { page } = display
  const fields = await page
    .locator('[data-queue]')
    .first()
    .locator('[data-field]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-field') ?? ''))
  await page.goto(`${rig.url}/healthz`) // a page of the server without scripts
  await page.evaluate(
    ({ ids, shown, target }) =>
      new Promise<void>((resolve) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(
          `div { contain: strict; width: 300px; height: 180px; float: left; font-variant-numeric: tabular-nums }
           span { display: block }`,
        )
        document.adoptedStyleSheets = [sheet]
        document.body.replaceChildren()
        const cells = new Map<string, Text>()
        for (const id of ids) {
          const tile = document.body.appendChild(document.createElement('div'))
          for (const field of shown) {
            const text = document.createTextNode('–')
            tile.appendChild(document.createElement('span')).appendChild(text)
            cells.set(`${id} ${field}`, text)
          }
        }
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${target}`)
        let position: unknown
        socket.onmessage = ({ data }: MessageEvent<string>) => {
          // Not validated on purpose: the reference checks nothing.
          const message = JSON.parse(data) as {
            readonly type: string
            readonly epoch: string
            readonly seq: number
            readonly payLoad: readonly {
              readonly updated?: readonly Readonly<Record<string, string | number>>[]
            }[]
          }
          if (message.type !== 'changes' && message.type !== 'snapshot') return
          position = { type: 'ack', epoch: message.epoch, seq: message.seq }
          if (message.type === 'snapshot') resolve()
          for (const { updated = [] } of message.payLoad)
            for (const row of updated)
              for (const field of shown) {
                const text = cells.get(`${String(row['id'])} ${field}`)
                const figure = row[field]
                if (text !== undefined && figure !== undefined) text.data = String(figure)
              }
        }
        setInterval(() => {
          if (position !== undefined) socket.send(JSON.stringify(position))
        }, 2_000)
      }),
    {
      ids: display.queues.map(({ id }) => id),
      shown: fields,
      target: connectUrl('display', { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']) }),
    },
  )
  return display
}
