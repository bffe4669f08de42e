import { win32 } from 'node:path'

/**
 * The command that runs npm with arguments. On Windows npm is `npm.cmd`, which a program cannot be started from without
 * a shell; npm itself is a script for Node everywhere, and says in `npm_execpath` where that is.
 * @param {readonly string[]} args
 * @param {{platform: string, execPath: string, npmExecPath: string | undefined}} system
 * @returns {{command: string, args: string[]}}
 */
export function npmCommand(args, { platform, execPath, npmExecPath }) {
  if (npmExecPath !== undefined && /npm-cli\.c?js$/.test(npmExecPath))
    return { command: execPath, args: [npmExecPath, ...args] }
  if (platform !== 'win32') return { command: 'npm', args: [...args] }
  // Started without npm: Node's installer for Windows puts npm beside it.
  return {
    command: execPath,
    args: [win32.join(win32.dirname(execPath), 'node_modules/npm/bin/npm-cli.js'), ...args],
  }
}
