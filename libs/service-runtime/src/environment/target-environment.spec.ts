import { expect, it } from 'vitest';
import { targetEnvironment } from './target-environment.js';

it('closes everything but https on 443 unless told otherwise', () => {
  expect(targetEnvironment.parse({})).toEqual({ allowLoopback: false, allowHttp: false, ports: [443] });
});

it('opens what is named', () => {
  const variables = { ALLOW_LOOPBACK_TARGETS: 'true', ALLOW_HTTP_TARGETS: 'true', ALLOW_TARGET_PORTS: 'any' };
  expect(targetEnvironment.parse(variables)).toEqual({ allowLoopback: true, allowHttp: true, ports: 'any' });
  expect(targetEnvironment.parse({ ALLOW_TARGET_PORTS: '443, 8443' }).ports).toEqual([443, 8443]);
});

it.each(['', '0', '65536', '443,', 'https', '443;8443'])('refuses the ports %j', (ports) => {
  expect(targetEnvironment.safeParse({ ALLOW_TARGET_PORTS: ports }).success).toBe(false);
});
