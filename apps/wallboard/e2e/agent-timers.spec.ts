import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, test } from './wall-fixture.ts'

test.use({ floor: { queues: 4, agents: 12 } })

/** "4:07" and "18 h 32" in milliseconds; hours with their minutes. */
function durationOf(text: string): number {
  const [, hours, minutesOfHour] = /^(\d+) h (\d+)$/.exec(text) ?? []
  if (hours !== undefined) return (Number(hours) * 60 + Number(minutesOfHour)) * 60_000
  const [minutes = Number.NaN, seconds = Number.NaN] = text.split(':').map(Number)
  return (minutes * 60 + seconds) * 1_000
}

test('[row 23] times in state are true within two seconds, however wrong Five9’s clock is and becomes', async ({
  browser,
  page,
  service,
  simulator,
}) => {
  test.setTimeout(120_000)
  const domain = simulator.current()
  domain.faults.set({ clockSkewMs: -90_000 })
  const desk = await openDesk(page, service)
  const board = await desk.addBoard({
    name: 'People',
    mode: 'supervisor',
    viewing: { distanceM: 2, diagonalInches: 55 },
    pages: [{ tiles: [{ kind: 'agents', queues: 'all', rows: 2 }] }],
  })
  const tv = await pairTelevision(desk, browser, service, board)

  /** How far the worst time in state is from the truth; agents that change just now are looked at again. */
  async function worstMs(skewMs: number): Promise<number> {
    const shown = await tv.page
      .locator('[data-agent]')
      .evaluateAll((lines) =>
        lines.map(
          (line) =>
            [line.getAttribute('data-agent') ?? '', line.querySelector('b')?.textContent ?? ''] as const,
        ),
      )
    const now = Date.now() + skewMs
    const rows = new Map((domain.truth().sources['AGENT_STATE'] ?? []).map((row) => [row.id, row]))
    const off = shown.map(([id, text]) => {
      const since = rows.get(id)?.['stateSince']
      return typeof since === 'number' ? Math.abs(durationOf(text) - (now - since)) : 0
    })
    return off.length === 0 ? Infinity : Math.max(...off)
  }

  for (const skewMs of [-90_000, -3_600_000, 0, 90_000, 3_600_000]) {
    domain.faults.set({ clockSkewMs: skewMs })
    await expect
      .poll(() => worstMs(skewMs), { message: `a clock that is off by ${skewMs} ms`, intervals: [250] })
      .toBeLessThan(2_000)
  }
  await tv.close()
})
