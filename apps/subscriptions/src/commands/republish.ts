// `node dist/commands/republish.js`: has everything published to the registry again, by whichever relay works now,
// and waits for the end. Ends with code 1 when that takes too long: then it is done as soon as a relay works again.
import { setTimeout as pause } from 'node:timers/promises';
import { readEnvironment } from '@posthorn/service-runtime';
import { databaseEnvironment } from '../environment.js';
import { readRegistryState, requestEpoch } from '../relay/registry-state.js';
import { RelaySession } from '../relay/relay-session.js';

const waitedMs = 120_000;
const lookEveryMs = 200;

const { database } = readEnvironment({ database: databaseEnvironment });
const session = await RelaySession.open(database.url);
const epoch = await requestEpoch(session);
process.stdout.write('Asked for a full publish of the registry; waiting for a relay.\n');
if (await isPublished()) {
  process.stdout.write('Everything is published.\n');
} else {
  process.stderr.write(
    `Not published within ${waitedMs / 1_000} s. Does a subscriptions service run, and is Kafka there?\n` +
      'The request stays: the next relay fulfils it.\n',
  );
  process.exitCode = 1;
}
await session.close();

async function isPublished(): Promise<boolean> {
  const deadline = performance.now() + waitedMs;
  while (performance.now() < deadline) {
    const { publishedEpoch } = await readRegistryState(session);
    if (publishedEpoch >= epoch) return true;
    await pause(lookEveryMs);
  }
  return false;
}
