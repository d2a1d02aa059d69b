import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from './signed-headers.js';

const secret = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const other = Buffer.alloc(24, 7);
const body = Buffer.from(JSON.stringify({ name: 'Zoë 😀' }));
const nowS = (): number => Math.floor(Date.now() / 1_000);

/** What a receiver does with the official library. */
const received = (headers: Record<string, string>, bytes: Buffer, key: Buffer): unknown =>
  new Webhook(key.toString('base64')).verify(bytes, headers);

describe('signedHeaders', () => {
  it('gives what another program gives', () => {
    const message = { webhookId: 'msg_abc', timestampS: 1_752_807_685, body: 'type=update&list=0' };
    expect(signedHeaders({ ...message, secrets: [secret] })).toEqual({
      'webhook-id': 'msg_abc',
      'webhook-timestamp': '1752807685',
      'webhook-signature': 'v1,odemLKdHYSfrODOl68sB1IAiUQoYBJT5w8FSmASOJ04=',
    });
  });

  it('is verified by the official library with either secret while two sign', () => {
    const headers = signedHeaders({ webhookId: 'msg_1', timestampS: nowS(), body, secrets: [secret, other] });
    expect(received(headers, body, secret)).toEqual({ name: 'Zoë 😀' });
    expect(received(headers, body, other)).toEqual({ name: 'Zoë 😀' });
    expect(() => received(headers, body, Buffer.alloc(32))).toThrow('No matching signature');
  });

  it('covers the id, the time and every byte of the body', () => {
    const headers = signedHeaders({ webhookId: 'msg_1', timestampS: nowS(), body, secrets: [secret] });
    const forged = [
      [{ ...headers, 'webhook-id': 'msg_2' }, body],
      [{ ...headers, 'webhook-timestamp': String(nowS() - 60) }, body],
      [headers, Buffer.concat([body, Buffer.from(' ')])],
    ] as const;
    for (const [changed, bytes] of forged)
      expect(() => received(changed, bytes, secret)).toThrow('No matching signature');
  });
});
