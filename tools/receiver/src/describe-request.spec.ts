import type { ReceivedRequest } from '@posthorn/testing';
import { expect, it } from 'vitest';
import { describeRequest } from './describe-request.js';

const request = (contentType: string, body: string): ReceivedRequest => ({
  method: 'POST',
  path: '/hook?a=1',
  headers: { 'content-type': contentType, 'webhook-id': 'msg_1', host: '127.0.0.1' },
  body: Buffer.from(body),
  receivedAtMs: 0,
  remotePort: 1,
});

it('shows a form body pair by pair, as a person reads it', () => {
  const form = request(
    'application/x-www-form-urlencoded',
    'contact%5Bid%5D=1&contact%5Bfirst_name%5D=J%C3%BCrgen+K',
  );
  expect(describeRequest(form)).toEqual({
    title: 'POST /hook?a=1',
    details: [
      'content-type: application/x-www-form-urlencoded',
      'webhook-id: msg_1',
      'contact[id] = 1',
      'contact[first_name] = Jürgen K',
    ],
  });
});

it('shows other bodies as they are', () => {
  expect(describeRequest(request('application/json', '{"a":1}')).details).toContain('{"a":1}');
});

it('cuts a long body, and says how much is missing', () => {
  const { details } = describeRequest(request('text/plain', 'x'.repeat(4_010)));
  expect(details.at(-1)).toBe('… and 10 more characters');
});
