import { metricsToken } from './rig.ts'

/** The value of one series of the product's `/metrics`; NaN without that series. */
export async function readMetric(url: string, series: string): Promise<number> {
  const reply = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  const line = (await reply.text()).split('\n').find((each) => each.startsWith(`${series} `))
  return Number(line?.slice(series.length + 1) ?? NaN)
}
