// Compiles what has changed since the last build; the compiler itself knows what that is.
import { existsSync } from 'node:fs';
import { root } from './require-node.mjs';
import { runVisibly } from './run-visibly.mjs';

/** Whether it was ever built; only the compiler knows whether it is up to date. */
export const isBuilt = () => existsSync(new URL('tools/local-stack/dist/main.js', root));

export const ensureBuild = () =>
  runVisibly({
    title: isBuilt() ? 'Build what has changed' : 'Build',
    command: process.execPath,
    args: ['node_modules/typescript/bin/tsc', '--build', 'tsconfig.build.json'],
    wayOut: 'The lines above say where.',
  });
