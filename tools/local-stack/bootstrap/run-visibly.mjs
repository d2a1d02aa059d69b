// One bootstrap step in the terminal: its title, what the program itself prints, and how it ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BootstrapError, root } from './require-node.mjs';

/** Runs a program in the workspace root; its output is shown. `wayOut` completes the error when it fails. */
export async function runVisibly({ title, command, args, wayOut }) {
  console.log(`❯ ${title}`);
  const child = spawn(command, args, { cwd: fileURLToPath(root), stdio: 'inherit' });
  const [code] = await Promise.race([once(child, 'exit'), once(child, 'error').then(() => [1])]);
  if (code !== 0) throw new BootstrapError(`${title} failed. ${wayOut}`);
  console.log(`✔ ${title}`);
}
