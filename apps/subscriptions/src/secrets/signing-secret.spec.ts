import { expect, it } from 'vitest';
import { SecretBox } from '@posthorn/delivery';
import { newSigningSecret, revealed, rotated, secretsMax } from './signing-secret.js';

const hour = 3_600_000;
const day = 24 * hour;
const secret = (ciphertext: string) => ({ key_id: 'k1', ciphertext });

it('puts the new secret in front, and lets the former one sign for a day more', () => {
  expect(rotated([secret('a')], secret('b'), hour)).toEqual([
    secret('b'),
    { ...secret('a'), expires_at_ms: hour + day },
  ]);
});

it('prolongs no former secret, and drops it when its day is over', () => {
  const once = rotated([secret('a')], secret('b'), 0) ?? [];
  expect(rotated(once, secret('c'), hour)).toEqual([
    secret('c'),
    { ...secret('b'), expires_at_ms: hour + day },
    { ...secret('a'), expires_at_ms: day },
  ]);
  expect(rotated(once, secret('c'), day)?.map(({ ciphertext }) => ciphertext)).toEqual(['c', 'b']);
});

it('does not collect more of them than fit a header', () => {
  let secrets = [secret('first')];
  for (let count = 1; count < secretsMax; count += 1) secrets = rotated(secrets, secret('next'), count) ?? [];
  expect(secrets).toHaveLength(secretsMax);
  expect(rotated(secrets, secret('one too many'), 10)).toBeUndefined();
  expect(rotated(secrets, secret('tomorrow'), 2 * day)).toHaveLength(2);
});

it('shows the newest secret as it was made, and says who must act when no key opens it', () => {
  const box = new SecretBox([{ id: 'k1', key: new Uint8Array(32) }]);
  const other = new SecretBox([{ id: 'k2', key: new Uint8Array(32) }]);
  const [newest, former] = [newSigningSecret(), newSigningSecret()];
  const record = { id: 'sub_1', secrets: [box.seal(newest.bytes, 'sub_1'), box.seal(former.bytes, 'sub_1')] };
  expect(revealed(record, box)).toBe(newest.text);
  expect(() => revealed(record, other)).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'secret_unreadable' }) as unknown,
    }) as Error,
  );
});
