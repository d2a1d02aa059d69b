// Which Node runs this, and the error that bootstrap steps end with.
import { readFileSync } from 'node:fs';

/** `message` says what is wrong, and the way out. */
export class BootstrapError extends Error {}

/** The workspace root, with its last slash. */
export const root = new URL('../../../', import.meta.url);

/** `engines.node` of the root package. */
export const wantedNode = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).engines.node;

/** Whether a version such as `20.19.0` is in a range such as `^20.19 || ^22.12 || >=24`. */
export function satisfies(version, range) {
  const [major, minor] = version.split('.').map(Number);
  return range.split('||').some((part) => {
    const [, operator, wantedMajor, wantedMinor = '0'] = /^\s*(\^|>=)(\d+)(?:\.(\d+))?/.exec(part) ?? [];
    if (operator === '>=' && major > Number(wantedMajor)) return true;
    return major === Number(wantedMajor) && minor >= Number(wantedMinor);
  });
}

export function requireNode() {
  const { node } = process.versions;
  if (satisfies(node, wantedNode)) return;
  throw new BootstrapError(`Node ${node} is too old or not supported; Posthorn needs Node ${wantedNode}.`);
}
