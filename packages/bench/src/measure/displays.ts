import { DisplaysOpened, type DisplaysOrder } from '../children/orders.ts'
import { benchProgram, startChild, type Child } from './child.ts'
import type { DisplayRig } from './display-rig.ts'

/** A load client of paired displays. */
export interface Displays {
  /** Opens displays until this many are open, at once. */
  readonly open: (
    port: number,
    count: number,
    until: Extract<DisplaysOrder, { do: 'open' }>['until'],
  ) => Promise<DisplaysOpened>
  /** Ends this many connections in turn, and opens each again at once. */
  readonly churn: (reconnects: number) => Promise<void>
  readonly close: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts a load client for the displays of a rig. */
export async function startDisplays({ targets, report }: DisplayRig): Promise<Displays> {
  const { child }: { child: Child } = await startChild(
    { name: 'the displays', path: benchProgram('displays.ts'), cores: 'others' },
    '',
    DisplaysOpened,
  )
  const ask = (order: DisplaysOrder) => child.ask(order, DisplaysOpened)
  return {
    open: (port, count, until) => ask({ do: 'open', port, count, targets, report, until }),
    async churn(reconnects) {
      await ask({ do: 'churn', reconnects })
    },
    async close() {
      await ask({ do: 'close' })
    },
    stop: child.stop,
  }
}
