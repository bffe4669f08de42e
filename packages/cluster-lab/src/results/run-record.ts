import { z } from 'zod'

/** One run of one case: what it measured, or why it failed. All times in milliseconds. */
export const RunRecord = z.object({
  /** The title of the test, which names the row of docs/reliability.md. */
  title: z.string(),
  /** From 1: a case may run several times. */
  run: z.number(),
  seed: z.string(),
  /** The commit that was tested. */
  commit: z.string(),
  /** When it ended, ISO 8601. */
  at: z.string(),
  /** The load average of the machine over the last minute. */
  load: z.number(),
  outcome: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('passed'),
      /** From the fault until the last screen was fresh for good. */
      recoveredMs: z.number(),
      /** The longest time with two sockets to Five9. */
      twoSocketsMs: z.number(),
      /** The greatest age of rows that a screen showed as live. */
      oldestLiveMs: z.number(),
    }),
    z.object({ type: z.literal('failed'), reason: z.string() }),
  ]),
})
export type RunRecord = z.infer<typeof RunRecord>

const keyOf = ({ title, run }: Pick<RunRecord, 'title' | 'run'>) => `${title} ${run}`

/** The last record of each run of each case, in the order of the first ones. */
export const lastRecords = (records: readonly RunRecord[]): readonly RunRecord[] => [
  ...new Map(records.map((record) => [keyOf(record), record])).values(),
]

/** Parses one record a line. Lines of another form are left out: an older version of this file wrote them. */
export const parseRecords = (text: string): readonly RunRecord[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const parsed = RunRecord.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    })
