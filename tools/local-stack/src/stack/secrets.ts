// What the local stack keeps secret: made once, kept between starts, since data is encrypted under it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from './kept-json.js';

const schema = z.object({
  /** Text of the operator's token. */
  operatorToken: z.string(),
  /** Value of `SECRETS_KEYS`: `id:base64key`. */
  secretsKeys: z.string(),
  postgresPassword: z.string(),
});

export type LocalSecrets = z.infer<typeof schema>;

export async function localSecrets(folder: string): Promise<LocalSecrets> {
  const file = join(folder, 'secrets.json');
  const kept = await readKeptJson(file);
  if (kept !== undefined) return schema.parse(kept);
  const made: LocalSecrets = {
    operatorToken: `pht_${randomBytes(32).toString('base64url')}`,
    secretsKeys: `local:${randomBytes(32).toString('base64')}`,
    postgresPassword: randomBytes(16).toString('hex'),
  };
  await writeKeptJson(file, made);
  return made;
}
