import { win32 } from 'node:path'

/**
 * The command that runs npm with arguments. On Windows npm is `npm.cmd`, which only a shell can start; on every platform
 * npm is a script for Node, whose path npm itself sets in `npm_execpath`.
 * @param {readonly string[]} args
 * @param {{platform: string, execPath: string, npmExecPath: string | undefined}} system
 * @returns {{command: string, args: string[]}}
 */
export function npmCommand(args, { platform, execPath, npmExecPath }) {
  if (npmExecPath !== undefined && /npm-cli\.c?js$/.test(npmExecPath))
    return { command: execPath, args: [npmExecPath, ...args] }
  if (platform !== 'win32') return { command: 'npm', args: [...args] }
  // Not started by npm: Node's installer for Windows installs npm beside Node.
  return {
    command: execPath,
    args: [win32.join(win32.dirname(execPath), 'node_modules/npm/bin/npm-cli.js'), ...args],
  }
}
