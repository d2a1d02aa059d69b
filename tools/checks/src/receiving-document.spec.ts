// The code for Node in docs/receiving.md verifies what Posthorn signs.
import { readFile } from 'node:fs/promises';
import { signedHeaders } from '@posthorn/delivery';
import { beforeAll, expect, it } from 'vitest';

type IsGenuine = (secret: string, headers: Readonly<Record<string, string>>, body: Buffer) => boolean;

const key = Buffer.alloc(32, 7);
const secret = `whsec_${key.toString('base64')}`;
const body = Buffer.from('type=update&contact%5Bname%5D=Zo%C3%AB');
const nowS = (): number => Math.floor(Date.now() / 1_000);
const signed = (timestampS: number, ...secrets: Buffer[]) =>
  signedHeaders({ webhookId: 'msg_1', timestampS, body, secrets });
let isGenuine: IsGenuine;

beforeAll(async () => {
  const document = await readFile(new URL('../../../docs/receiving.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(document)?.[1] ?? '';
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    isGenuine: IsGenuine;
  };
  isGenuine = module.isGenuine;
});

it('takes what is signed, also by a secret that is being replaced', () => {
  expect(isGenuine(secret, signed(nowS(), key), body)).toBe(true);
  expect(isGenuine(secret, signed(nowS(), Buffer.alloc(32, 1), key), body)).toBe(true);
});

it('refuses another secret, another body, an old POST, and one without a signature', () => {
  expect(isGenuine(secret, signed(nowS(), Buffer.alloc(32, 1)), body)).toBe(false);
  expect(isGenuine(secret, signed(nowS(), key), Buffer.from('other'))).toBe(false);
  expect(isGenuine(secret, signed(nowS() - 900, key), body)).toBe(false);
  expect(isGenuine(secret, {}, body)).toBe(false);
});
