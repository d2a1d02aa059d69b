// kafkajs's own source, for the specs of what is mended in it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** SHA-256 of a module's source, hex: another one than a spec expects means that kafkajs must be read again. */
export const sourceSha256 = (module: string): string =>
  createHash('sha256')
    .update(readFileSync(require.resolve(module)))
    .digest('hex');

/** The module, loaded anew: the one that kafkajs uses may be mended. */
export function loadedAnew(module: string): unknown {
  const path = require.resolve(module);
  const { [path]: used } = require.cache;
  Reflect.deleteProperty(require.cache, path);
  const original: unknown = require(path);
  require.cache[path] = used;
  return original;
}
