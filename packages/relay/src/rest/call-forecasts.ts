import { z } from 'zod/mini'

/** What is usual for an inbound campaign today, as `CallForecast` of packages/statistics. Instants: epoch milliseconds. */
const Forecast = z.object({
  slots: z.array(z.object({ startsAt: z.number(), endsAt: z.number(), calls: z.nullable(z.number()) })),
  callsPerDay: z.number(),
  variation: z.nullable(z.number()),
  counted: z.array(z.object({ until: z.number(), calls: z.number(), expected: z.number() })),
})

/** `GET /api/history/forecasts`: the calls that are due today at the inbound campaigns that the person may see. */
export const CampaignForecasts = z.object({
  /** The local date. */
  day: z.string(),
  /** When the local day begins, epoch milliseconds. */
  dayStartsAt: z.number(),
  /** The day is left out of what is usual, so nothing is known of it. */
  isLeftOut: z.boolean(),
  campaigns: z.array(
    z.object({
      id: z.string(),
      /** Null where it is not known: too few weeks, or counters that cover a rolling hour. */
      forecast: z.nullable(Forecast),
      /** The most weeks that a half-hour of the day is known of. */
      weeksKnown: z.number(),
      isRolling: z.boolean(),
    }),
  ),
})
export type CampaignForecasts = z.infer<typeof CampaignForecasts>
