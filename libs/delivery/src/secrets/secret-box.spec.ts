import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box.js';

const keyText = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const boxOf = (keysText: string): SecretBox => {
  const box = SecretBox.parse(keysText);
  if (box === undefined) throw new Error(`no keys: ${keysText}`);
  return box;
};

const box = boxOf(`new:${keyText(1)}`);
const secret = Buffer.from('the secret of a subscription');

describe('SecretBox', () => {
  it('opens what it sealed, for the same record', () => {
    const anything = fc.property(fc.uint8Array(), fc.string(), (bytes, recordId) => {
      expect(box.open(box.seal(bytes, recordId), recordId)).toEqual({ ok: true, secret: Buffer.from(bytes) });
    });
    fc.assert(anything);
  });

  it('shows nothing of the secret, and never seals twice alike', () => {
    const [one, other] = [box.seal(secret, 'sub_1'), box.seal(secret, 'sub_1')];
    expect(one.key_id).toBe('new');
    expect(Buffer.from(one.ciphertext, 'base64').includes(secret)).toBe(false);
    expect(one.ciphertext).not.toBe(other.ciphertext);
  });

  it('does not open a secret that was moved to another record', () => {
    expect(box.open(box.seal(secret, 'sub_1'), 'sub_2')).toEqual({ ok: false, reason: 'damaged' });
  });

  it('does not open what was changed anywhere, or is too short', () => {
    const sealed = box.seal(secret, 'sub_1');
    const bytes = Buffer.from(sealed.ciphertext, 'base64');
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const ciphertext = changed.toString('base64');
      expect(box.open({ ...sealed, ciphertext }, 'sub_1')).toEqual({ ok: false, reason: 'damaged' });
    }
    for (const ciphertext of ['', 'AAAA', '%%%', bytes.subarray(0, 27).toString('base64')])
      expect(box.open({ ...sealed, ciphertext }, 'sub_1')).toEqual({ ok: false, reason: 'damaged' });
  });

  it('seals under the first key and opens under each', () => {
    const old = boxOf(`old:${keyText(2)}`);
    const rotated = boxOf(`new:${keyText(1)}, old:${keyText(2)}`);
    expect(rotated.seal(secret, 'sub_1').key_id).toBe('new');
    expect(rotated.open(old.seal(secret, 'sub_1'), 'sub_1')).toEqual({ ok: true, secret });
    expect(old.open(rotated.seal(secret, 'sub_1'), 'sub_1')).toEqual({ ok: false, reason: 'unknown_key' });
  });

  it('says damaged when a key has another one’s id', () => {
    const other = boxOf(`new:${keyText(3)}`);
    expect(other.open(box.seal(secret, 'sub_1'), 'sub_1')).toEqual({ ok: false, reason: 'damaged' });
  });

  it.each([
    '',
    'k1',
    'k1:',
    `:${keyText(1)}`,
    keyText(1),
    `k1:${Buffer.alloc(31).toString('base64')}`,
    `k1:${Buffer.alloc(33).toString('base64')}`,
    `k 1:${keyText(1)}`,
    `k1:${keyText(1)},`,
    `k1:${keyText(1)},k1:${keyText(2)}`,
    `k1:${keyText(1).replace('A', '*')}`,
  ])('has no keys in %j', (keysText) => {
    expect(SecretBox.parse(keysText)).toBeUndefined();
  });
});
