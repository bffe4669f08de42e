import type { Figure } from './measure/paired.ts'
import { measureSection, type Context, type Section } from './sections.ts'

/** The sections of a group in the order in which they are measured: those of one turn at the same time. */
const turnsOf = (sections: readonly Section[]): readonly (readonly Section[])[] =>
  sections.reduce<readonly (readonly Section[])[]>((turns, section) => {
    const before = turns.at(-1)
    const joins = section.isInsensitive === true && before?.at(-1)?.isInsensitive === true
    return joins ? [...turns.slice(0, -1), [...before, section]] : [...turns, [section]]
  }, [])

/** A section that starts what it measures now, and measures when `begin` is called. */
function startEarly(section: Section, context: Omit<Context, 'turn'>) {
  let begin = (): void => undefined
  const turn = new Promise<void>((resolve) => {
    begin = resolve
  })
  return { section, begin, measured: measureSection(section, { ...context, turn }) }
}

/** Measures sections turn by turn. Yields the figures of each turn when it has ended. */
export async function* measureInTurns(
  sections: readonly Section[],
  context: Omit<Context, 'turn'>,
): AsyncGenerator<{ readonly turn: readonly Section[]; readonly figures: readonly Figure[] }> {
  let early: ReturnType<typeof startEarly> | undefined
  const turns = turnsOf(sections)
  for (const [index, turn] of turns.entries()) {
    const begun = early
    begun?.begin()
    const measured = turn.map((section) =>
      section === begun?.section
        ? begun.measured
        : measureSection(section, { ...context, turn: Promise.resolve() }),
    )
    const next = turns[index + 1]?.[0]
    const isDisturbed = turn.some(({ isInsensitive }) => isInsensitive !== true)
    early = next?.startsEarly === true && !isDisturbed ? startEarly(next, context) : undefined
    yield { turn, figures: (await Promise.all(measured)).flat() }
  }
}
