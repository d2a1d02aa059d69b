import { SecretBox } from '@posthorn/delivery';
import { expect, it } from 'vitest';
import { rewrap } from './rewrap.js';

const key = (id: string, fill: number): string => `${id}:${Buffer.alloc(32, fill).toString('base64')}`;
function boxOf(...keys: string[]): SecretBox {
  const box = SecretBox.parse(keys.join(','));
  if (box === undefined) throw new Error('no keys');
  return box;
}

const former = boxOf(key('old', 1));
const box = boxOf(key('new', 2), key('old', 1));
const context = { box, recordId: 'sub_1', nowMs: 1_000 };
const secret = Buffer.from('the secret');

it('seals under the first key what another one has sealed, and keeps until when it signs', () => {
  const rotated = { ...former.seal(Buffer.from('before'), 'sub_1'), expires_at_ms: 1_001 };
  const result = rewrap([former.seal(secret, 'sub_1'), rotated], context);
  if (result.kind !== 'rewrapped') throw new Error(result.kind);
  expect(result.secrets.map(({ key_id }) => key_id)).toEqual(['new', 'new']);
  expect(result.secrets.map(({ expires_at_ms: endsMs }) => endsMs)).toEqual([undefined, 1_001]);
  const texts = result.secrets.map((sealed) => {
    const opened = boxOf(key('new', 2)).open(sealed, 'sub_1');
    return opened.ok && Buffer.from(opened.secret).toString();
  });
  expect(texts).toEqual(['the secret', 'before']);
});

it('leaves alone what is under the first key', () => {
  expect(rewrap([box.seal(secret, 'sub_1')], context)).toEqual({ kind: 'current' });
  expect(rewrap([], context)).toEqual({ kind: 'current' });
});

it('leaves out what has expired, whatever its key', () => {
  const sealed = box.seal(secret, 'sub_1');
  const expired = { key_id: 'gone', ciphertext: 'AAAA', expires_at_ms: 1_000 };
  expect(rewrap([sealed, expired], context)).toMatchObject({
    kind: 'rewrapped',
    secrets: [{ key_id: 'new' }],
  });
});

it('says what it cannot open', () => {
  const foreign = boxOf(key('other', 3)).seal(secret, 'sub_1');
  expect(rewrap([foreign], context)).toEqual({ kind: 'unopened', detail: 'unknown_key: key other' });
});
