// Entry of `npm start`, `npm run dev`, `npm run doctor` and `npm run reset`, and what `npm test` begins with, also on a
// fresh clone: brings packages and build up to date, then hands over to the compiled commands. Nothing but Node's own modules may be imported
// here, since nothing else may be there yet.
import { ensureBuild } from './bootstrap/build.mjs';
import { doctor } from './bootstrap/doctor.mjs';
import { ensurePackages } from './bootstrap/packages.mjs';
import { BootstrapError, requireNode } from './bootstrap/require-node.mjs';

const [command = 'start', ...args] = process.argv.slice(2);

try {
  process.exitCode = command === 'doctor' ? await doctor() : await runCommand();
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  console.error(`\n✖ ${error.message}`);
  process.exitCode = 1;
}

async function runCommand() {
  requireNode();
  await ensurePackages();
  if (command === 'packages') return 0;
  await ensureBuild();
  const { main } = await import('./dist/main.js');
  return main([command, ...args]);
}
