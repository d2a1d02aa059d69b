// What the local stack keeps secret: made once, kept between starts, since data is encrypted under it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from './kept-json.js';

const schema = z.object({
  /** Text of the operator's token. */
  operatorToken: z.string(),
  /** Value of `SECRETS_KEYS`: `id:base64key`. */
  secretsKeys: z.string(),
  /** Value of `CONNECTION_KEYS`. */
  connectionKeys: z.string(),
  postgresPassword: z.string(),
});

export type LocalSecrets = z.infer<typeof schema>;

/** What was kept before one of them existed gets a new one of it. */
export async function localSecrets(folder: string): Promise<LocalSecrets> {
  const file = join(folder, 'secrets.json');
  const kept = schema.partial().parse((await readKeptJson(file)) ?? {});
  const secrets = schema.parse({ ...newSecrets(), ...kept });
  if (!isDeepStrictEqual(kept, secrets)) await writeKeptJson(file, secrets);
  return secrets;
}

const newSecrets = (): LocalSecrets => ({
  operatorToken: `pht_${randomBytes(32).toString('base64url')}`,
  secretsKeys: newKeys(),
  connectionKeys: newKeys(),
  postgresPassword: randomBytes(16).toString('hex'),
});

const newKeys = (): string => `local:${randomBytes(32).toString('base64')}`;
