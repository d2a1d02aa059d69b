import { expect, it } from 'vitest';
import { serviceNames } from '../services/service-names.js';
import { BuildWatch } from './build-watch.js';

const done = '12:00:01 - Found 0 errors. Watching for file changes.';
const failed = '12:00:01 - Found 1 error. Watching for file changes.';

function restartsAfter(files: readonly string[], end = done): readonly string[] {
  const watch = new BuildWatch(serviceNames, '/root/');
  for (const file of files) watch.line(`TSFILE:  /root/${file}`);
  return watch.line(end).restart;
}

it.each([
  [['apps/ingest/dist/main.js'], ['ingest']],
  [['libs/kafka/dist/index.js'], [...serviceNames]],
  [['libs/testing/dist/index.js', 'tools/local-stack/dist/main.js'], []],
  [['apps/ingest/dist/main.d.ts', 'apps/ingest/dist/tsconfig.build.tsbuildinfo'], []],
  [[], []],
])('after %j restarts %j', (files, services) => {
  expect(restartsAfter(files)).toEqual(services);
});

it('restarts nothing after a failed build, and all that was changed after the next good one', () => {
  const watch = new BuildWatch(serviceNames, '/root/');
  watch.line('TSFILE: /root/apps/ingest/dist/main.js');
  expect(watch.line(failed)).toEqual({ shown: true, restart: [] });
  expect(watch.line(done).restart).toEqual(['ingest']);
  expect(watch.line(done).restart).toEqual([]);
});

it('shows errors and nothing of the compiler’s small talk', () => {
  const watch = new BuildWatch(serviceNames, '/root/');
  expect(watch.line('apps/ingest/src/main.ts(1,1): error TS2304: Cannot find name').shown).toBe(true);
  expect(watch.line('12:00:00 - File change detected. Starting incremental compilation...').shown).toBe(
    false,
  );
});
