// Installs the packages of package-lock.json unless node_modules holds just those.
import { existsSync, readFileSync } from 'node:fs';
import { root } from './require-node.mjs';
import { runVisibly } from './run-visibly.mjs';

const lockfile = new URL('package-lock.json', root);
/** npm writes it at the end of an install, so an install that broke off has none. */
const installed = new URL('node_modules/.package-lock.json', root);

/** Whether node_modules is what the lockfile says. */
export function packagesAreCurrent() {
  if (!existsSync(installed)) return false;
  const [wanted, found] = [lockfile, installed].map(
    (file) => JSON.parse(readFileSync(file, 'utf8')).packages,
  );
  return Object.entries(wanted).every(([path, entry]) => path === '' || isInstalled(entry, found[path]));
}

/** What is optional may be for another platform. */
const isInstalled = (wanted, found) =>
  found === undefined
    ? wanted.optional === true
    : wanted.version === found.version && wanted.integrity === found.integrity;

export async function ensurePackages() {
  if (packagesAreCurrent()) return;
  await runVisibly({
    title: 'Install packages (npm ci)',
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: ['ci', '--no-fund', '--no-audit'],
    wayOut: 'Is the npm registry reachable? npm run doctor checks what else is needed.',
  });
}
