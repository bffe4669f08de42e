import { describe, expect, it } from 'vitest'
import { npmCommand } from './npm-command.js'

const linux = { platform: 'linux', execPath: '/usr/bin/node', npmExecPath: undefined }
const windows = {
  platform: 'win32',
  execPath: 'C:\\Program Files\\nodejs\\node.exe',
  npmExecPath: undefined,
}

describe(npmCommand, () => {
  it('runs the npm that started this program with Node, on every platform', () => {
    const npmExecPath = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js'
    expect(npmCommand(['run', 'build'], { ...windows, npmExecPath })).toEqual({
      command: windows.execPath,
      args: [npmExecPath, 'run', 'build'],
    })
    expect(npmCommand(['run', 'build'], { ...linux, npmExecPath: '/usr/lib/npm/bin/npm-cli.js' })).toEqual({
      command: '/usr/bin/node',
      args: ['/usr/lib/npm/bin/npm-cli.js', 'run', 'build'],
    })
  })

  it('never starts npm.cmd, which needs a shell', () => {
    expect(npmCommand(['install'], windows)).toEqual({
      command: windows.execPath,
      args: ['C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js', 'install'],
    })
  })

  it('starts npm by its name on other platforms when npm did not start this program', () => {
    expect(npmCommand(['install'], linux)).toEqual({ command: 'npm', args: ['install'] })
    expect(npmCommand(['install'], { ...linux, npmExecPath: '/usr/lib/pnpm/pnpm.cjs' }).command).toBe('npm')
  })
})
