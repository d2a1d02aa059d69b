import { executionAsyncId } from 'node:async_hooks';
import { Module } from '@nestjs/common';
import { expect, it } from 'vitest';
import { Metrics } from '../metrics/metrics.js';
import { startService } from '../service/start-service.js';
import { createLogger } from './logger.js';

@Module({})
class NothingModule {}

// A promise has an id only where hooks follow promises; Node 24 and later need none of them.
it('logs a request with nothing by which Node would follow every promise of the process', async () => {
  const lines: string[] = [];
  const running = await startService({
    ...{ service: 'nothing', module: NothingModule, readiness: () => [], metrics: new Metrics('nothing') },
    listening: { host: '127.0.0.1', httpPort: 0, grpcPort: 0 },
    logger: createLogger(
      { service: 'nothing', level: 'info', format: 'json' },
      { write: (line) => lines.push(line) },
    ),
  });
  const answer = await fetch(`${running.httpUrl}/none`);
  await running.stop();
  expect(answer.status).toBe(404);
  expect(lines.some((line) => line.includes('/none'))).toBe(true);
  const followed = await Promise.resolve().then(() => executionAsyncId());
  expect(followed).toBe(0);
});
