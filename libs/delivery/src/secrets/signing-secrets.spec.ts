import { expect, it } from 'vitest';
import { SecretBox } from './secret-box.js';
import { SigningSecrets } from './signing-secrets.js';

const boxOf = (id: string, fill: number): SecretBox => {
  const box = SecretBox.parse(`${id}:${Buffer.alloc(32, fill).toString('base64')}`);
  if (box === undefined) throw new Error('no keys');
  return box;
};

const box = boxOf('k1', 1);
const seal = (text: string) => box.seal(Buffer.from(text), 'sub_1');

it('opens the newest secret, and a former one for as long as it stands', () => {
  const record = { id: 'sub_1', secrets: [seal('new'), { ...seal('former'), expires_at_ms: 1_000 }] };
  const textsAt = (nowMs: number) => {
    const opened = new SigningSecrets(box).open(record, nowMs);
    return opened.ok ? opened.secrets.map((secret) => Buffer.from(secret).toString()) : opened.detail;
  };
  expect(textsAt(999)).toEqual(['new', 'former']);
  expect(textsAt(1_000)).toEqual(['new']);
});

it('says why there is none', () => {
  const open = (by: SecretBox, secrets = [seal('new')]) =>
    new SigningSecrets(by).open({ id: 'sub_1', secrets }, 0);
  expect(open(boxOf('k2', 1))).toEqual({ ok: false, detail: 'unknown_key: key k1' });
  expect(open(boxOf('k1', 2))).toEqual({ ok: false, detail: 'damaged: key k1' });
  expect(open(box, [])).toEqual({ ok: false, detail: 'there is no secret' });
});
