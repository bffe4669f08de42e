import { Counter, Gauge, type Registry } from 'prom-client'

/** Name and help of a metric, in Prometheus' conventions: base units, `_total` for counters. */
interface Metric {
  readonly name: string
  readonly help: string
}

/** The value of a metric for one value of its label. */
type Sample = readonly [labelValue: string, value: number]

/** Registers a gauge. `read` runs at each scrape; undefined exports no value. */
export function addGauge(registry: Registry, metric: Metric, read: () => number | undefined): void {
  new Gauge({
    ...metric,
    registers: [registry],
    collect() {
      const value = read()
      if (value === undefined) this.remove()
      else this.set(value)
    },
  })
}

/** Registers a gauge with a label. Values of the label that `read` no longer returns end their series. */
export function addGaugeBy(
  registry: Registry,
  { label, ...metric }: Metric & { readonly label: string },
  read: () => Iterable<Sample>,
): void {
  new Gauge({
    ...metric,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset()
      for (const [labelValue, value] of read()) this.set({ [label]: labelValue }, value)
    },
  })
}

/** Registers a counter whose count is kept elsewhere. `read` runs at each scrape. */
export function addCounter(registry: Registry, metric: Metric, read: () => number): void {
  new Counter({
    ...metric,
    registers: [registry],
    collect() {
      this.reset()
      this.inc(read())
    },
  })
}

/** Registers a counter with a label, whose counts are kept elsewhere. */
export function addCounterBy(
  registry: Registry,
  { label, ...metric }: Metric & { readonly label: string },
  read: () => Iterable<Sample>,
): void {
  new Counter({
    ...metric,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset()
      for (const [labelValue, count] of read()) this.inc({ [label]: labelValue }, count)
    },
  })
}

/** Factor from milliseconds, which the server counts in, to seconds, which Prometheus expects. */
export const secondsPerMs = 0.001
