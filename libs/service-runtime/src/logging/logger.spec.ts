import { expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { maskQuery } from './redaction.js';
import { traceIdOf } from './trace-id.js';

const logged = (fields: object): unknown => {
  const lines: string[] = [];
  const logger = createLogger(
    { service: 'ingest', level: 'info', format: 'json' },
    { write: (line) => lines.push(line) },
  );
  logger.info(fields, 'hello');
  return JSON.parse(lines[0] ?? '');
};

it('names the service and the level', () => {
  expect(logged({})).toMatchObject({ service: 'ingest', level: 'info', msg: 'hello' });
});

it.each(['authorization', 'api-token', 'api_key', 'token', 'secret', 'password'])(
  'never shows %s',
  (name) => {
    const fields = { [name]: 'hidden', a: { [name]: 'hidden', headers: { [name]: 'hidden' } } };
    expect(JSON.stringify(logged(fields))).not.toContain('hidden');
  },
);

it.each([
  ['https://shop.example/hook?key=1', 'https://shop.example/hook?…'],
  ['/v1/events', '/v1/events'],
])('masks the query of %s', (url, masked) => {
  expect(maskQuery(url)).toBe(masked);
});

it.each([
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '4bf92f3577b34da6a3ce929d0e0e4736'],
  ['00-00000000000000000000000000000000-00f067aa0ba902b7-01', undefined],
  ['4bf92f3577b34da6a3ce929d0e0e4736', undefined],
  [undefined, undefined],
])('finds the trace id of %s', (traceparent, traceId) => {
  expect(traceIdOf(traceparent)).toBe(traceId);
});

it.each(['err', 'error'])('tells an error under %s with its message and stack', (name) => {
  const fields = logged({ [name]: new Error('refused') }) as Record<string, object>;
  expect(fields[name]).toMatchObject({
    message: 'refused',
    stack: expect.stringContaining('logger.spec') as string,
  });
});
