import { expect, it } from 'vitest';
import { withNewSecret } from './shared-secrets.js';

const sealed = (ciphertext: string) => ({ key_id: 'k1', ciphertext });

it('keeps the former secret for a day, and none before it', () => {
  const once = withNewSecret([sealed('a')], sealed('b'), 1_000);
  expect(once).toEqual([sealed('b'), { ...sealed('a'), expires_at_ms: 86_401_000 }]);
  expect(withNewSecret(once, sealed('c'), 2_000)).toEqual([
    sealed('c'),
    { ...sealed('b'), expires_at_ms: 86_402_000 },
  ]);
});
