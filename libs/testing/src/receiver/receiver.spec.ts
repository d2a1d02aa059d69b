import { afterEach, beforeEach, expect, it } from 'vitest';
import { answer, answerRetryAfter, redirect } from './behaviour.js';
import { startReceiver, type Receiver } from './receiver.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const post = (path: string, timeoutMs = 5_000): Promise<Response> =>
  fetch(receiver.url + path, {
    method: 'POST',
    body: Buffer.from([0, 1, 255]),
    headers: { 'X-Given': 'yes' },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });

it('records each request byte for byte, with its time', async () => {
  const before = Date.now();
  const response = await post('/hook?api_key=1');
  expect(response.status).toBe(200);
  const [request] = await receiver.received(1);
  expect(request).toMatchObject({ method: 'POST', path: '/hook?api_key=1', headers: { 'x-given': 'yes' } });
  expect([...(request?.body ?? [])]).toEqual([0, 1, 255]);
  expect(request?.receivedAtMs).toBeGreaterThanOrEqual(before);
  expect(receiver.at('/hook')).toHaveLength(1);
  expect(receiver.at('/other')).toHaveLength(0);
});

it('answers what it is told, request by request', async () => {
  receiver.behave((_, index) => answer(index === 0 ? 503 : 204));
  expect((await post('/')).status).toBe(503);
  expect((await post('/')).status).toBe(204);
});

it('sends Retry-After and redirects', async () => {
  receiver.behave(answerRetryAfter(429, 7));
  expect((await post('/')).headers.get('retry-after')).toBe('7');
  receiver.behave(redirect('http://127.0.0.1:9/'));
  expect((await post('/')).status).toBe(302);
});

it('answers after a delay', async () => {
  receiver.behave({ kind: 'answer', status: 200, delayMs: 100 });
  await expect(post('/', 20)).rejects.toThrow(/timeout/);
  expect((await post('/')).status).toBe(200);
});

it('takes a request and never answers', async () => {
  receiver.behave({ kind: 'hang' });
  await expect(post('/', 50)).rejects.toThrow(/timeout/);
  expect(receiver.requests).toHaveLength(1);
});

it('drips a body without end', async () => {
  receiver.behave({ kind: 'drip', status: 200, intervalMs: 5 });
  const response = await post('/', 200);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow(/timeout/);
});

it('floods', async () => {
  receiver.behave({ kind: 'flood', status: 500 });
  const response = await post('/');
  const reader = response.body?.getReader();
  let bytes = 0;
  while (bytes < 1_000_000) bytes += ((await reader?.read())?.value as Uint8Array).length;
  await reader?.cancel();
});

it('closes before the answer, and in the body', async () => {
  receiver.behave({ kind: 'close', when: 'before_answer' });
  await expect(post('/')).rejects.toThrow('fetch failed');
  receiver.behave({ kind: 'close', when: 'in_body' });
  const response = await post('/');
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

it('says how many came when it waited for more', async () => {
  await post('/');
  await expect(receiver.received(2, { timeoutMs: 30 })).rejects.toThrow(/2 requests at .*: got 1/);
});
