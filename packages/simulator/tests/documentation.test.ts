import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { runFirstExample } from '../../../.config/run-example.ts'
import { actionDescriptions } from '../src/faults/actions.ts'
import { faultDescriptions, noFaults } from '../src/faults/fault-record.ts'

const path = new URL('../../../docs/simulator-faults.md', import.meta.url).pathname
const cell = (text: string) => text.replaceAll('|', '\\|')

function faultsPage(): string {
  return [
    '# Faults and actions of the simulator',
    '',
    'Made from the definitions by `npm run docs`; a test fails when it is out of date. [simulator.md](simulator.md) says how they are set and done.',
    '',
    '## Faults',
    '',
    'They hold until they are cleared. Of the kind `…Every`, 0 is off, 1 is each time, 3 is every third time.',
    '',
    '| fault | off | what it does |',
    '| --- | --- | --- |',
    ...faultDescriptions.map(
      ({ name, description }) =>
        `| \`${name}\` | \`${JSON.stringify(noFaults[name])}\` | ${cell(description)} |`,
    ),
    '',
    '## Actions',
    '',
    'They happen once.',
    '',
    '| action | parameters | what it does |',
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

describe('docs/simulator.md', () => {
  it('begins with an example that runs as it stands', async () => {
    const { code, output } = await runFirstExample('simulator.md', 'packages/simulator')
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+\/appsvcs/)
  })
})
