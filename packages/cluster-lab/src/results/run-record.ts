import { z } from 'zod'

/** One run of one case. */
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
  /** What was measured, in milliseconds; undefined when the screens did not recover. */
  measured: z
    .object({
      /** From the fault until the last screen was fresh for good. */
      recoveredMs: z.number(),
      /** The longest time with two sockets to Five9. */
      twoSocketsMs: z.number(),
      /** The greatest age of rows that a screen showed as live. */
      oldestLiveMs: z.number(),
      /** When nodes signed in at Five9, from the start of the run. */
      signInsMs: z.array(z.number()),
      /** The longest time for which the process of the screens did not run: the machine had no time for it. */
      stalledMs: z.number(),
    })
    .optional(),
  /** Why the run failed: a violation, or a limit that was exceeded. Undefined when it passed. */
  failure: z.string().optional(),
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
