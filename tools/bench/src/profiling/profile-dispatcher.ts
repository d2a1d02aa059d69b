// Loaded before a service when the bench was asked for profiles: it samples the dispatcher's CPU from its start to its
// end and leaves a `.cpuprofile`, which Chrome's developer tools and VS Code open.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { basename, dirname, join } from 'node:path';

/** Environment of the services: the folder for profiles. */
export const profilesVariable = 'BENCH_PROFILES';

const intervalUs = 500;

function profile(folder: string): void {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: intervalUs });
  session.post('Profiler.start');
  process.once('exit', () => {
    session.post('Profiler.stop', (error, result) => {
      if (error === null)
        writeFileSync(join(folder, `dispatcher-${process.pid}.cpuprofile`), JSON.stringify(result.profile));
    });
  });
}

const folder = process.env[profilesVariable];
/** `…/dispatcher/dist/main.js` */
const service = basename(dirname(dirname(process.argv[1] ?? '')));
if (folder !== undefined && service === 'dispatcher') profile(folder);
