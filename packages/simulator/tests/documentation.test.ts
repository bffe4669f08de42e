import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { actionDescriptions } from '../src/faults/actions.ts'
import { faultDescriptions, noFaults } from '../src/faults/fault-record.ts'

const path = new URL('../../../docs/simulator-faults.md', import.meta.url).pathname
const cell = (text: string) => text.replaceAll('|', '\\|')

function faultsPage(): string {
  return [
    '# Faults and actions of the simulator',
    '',
    'Generated from the definitions by `npm run docs`; a test fails when it is out of date. [simulator.md](simulator.md) describes how to set faults and perform actions.',
    '',
    '## Faults',
    '',
    'A fault stays on until it is cleared. A fault `…Every` counts occasions: 0 is off, 1 is every time, 3 is every third time.',
    '',
    '| fault | off | effect |',
    '| --- | --- | --- |',
    ...faultDescriptions.map(
      ({ name, description }) =>
        `| \`${name}\` | \`${JSON.stringify(noFaults[name])}\` | ${cell(description)} |`,
    ),
    '',
    '## Actions',
    '',
    'An action happens once.',
    '',
    '| action | parameters | effect |',
    '| --- | --- | --- |',
    ...actionDescriptions.map(
      ({ name, parameters, description }) =>
        `| \`${name}\` | ${parameters.map((parameter) => `\`${parameter}\``).join(', ')} | ${cell(description)} |`,
    ),
    '',
  ].join('\n')
}

describe('docs/simulator-faults.md', () => {
  it('matches the definitions', async () => {
    const page = await format(faultsPage(), { ...(await resolveConfig(path)), parser: 'markdown' })
    if (process.env.UPDATE_DOCS === '1') writeFileSync(path, page)
    expect(readFileSync(path, 'utf8'), 'run npm run docs').toBe(page)
  })
})
