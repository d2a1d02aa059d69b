import { Module } from '@nestjs/common';
import { expect, it } from 'vitest';
import { createLogger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { startService } from './start-service.js';

@Module({})
class NothingModule {}

it.each([
  ['/health/live', 200],
  ['/nowhere', 404],
  ['/%zz', 400],
])(
  'answers %s, %i, with the id of the request, with security headers, and without one that would forbid plain HTTP',
  async (path, status) => {
    const running = await startService({
      ...{ service: 'nothing', module: NothingModule, readiness: () => [], metrics: new Metrics('nothing') },
      listening: { host: '127.0.0.1', httpPort: 0, grpcPort: 0 },
      logger: createLogger(
        { service: 'nothing', level: 'fatal', format: 'json' },
        { write: () => undefined },
      ),
    });
    const answer = await fetch(`${running.httpUrl}${path}`, { headers: { 'x-request-id': 'asked' } });
    await running.stop();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-request-id')).toBe('asked');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(answer.headers.get('content-security-policy')).toMatch("default-src 'self'");
    expect(answer.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  },
);
