import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReadinessProbe, type ReadinessCheck } from './readiness.js';

const probe = (...checks: ReadinessCheck[]) => {
  const started = new ReadinessProbe();
  started.started(checks);
  return started;
};
const fine: ReadinessCheck = { name: 'fine', check: () => ({ ok: true }) };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('is not ready before everything has started', async () => {
  expect(await new ReadinessProbe().ask()).toEqual({ status: 'not_ready', checks: { service: 'starting' } });
});

it('is not ready while it drains, whatever the checks say', async () => {
  const draining = probe(fine);
  draining.draining();
  expect(await draining.ask()).toEqual({ status: 'not_ready', checks: { service: 'draining' } });
});

it('tells what a check throws', async () => {
  const broken: ReadinessCheck = { name: 'broken', check: () => Promise.reject(new Error('refused')) };
  expect(await probe(fine, broken).ask()).toEqual({
    status: 'not_ready',
    checks: { fine: 'ok', broken: 'refused' },
  });
});

it('does not wait for a check that hangs', async () => {
  const hanging: ReadinessCheck = { name: 'hanging', check: () => new Promise(() => undefined) };
  const asked = probe(hanging, fine).ask();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await asked).toEqual({
    status: 'not_ready',
    checks: { hanging: 'no answer within 2000 ms', fine: 'ok' },
  });
});
