// Which targets events may be sent to, in the shape of `TargetPolicy` in libs/outbound-http. Production sets nothing:
// https, port 443, public addresses.
import { z } from 'zod';
import { flag, variable } from './variable.js';

export interface AllowedTargets {
  readonly allowLoopback: boolean;
  readonly allowHttp: boolean;
  readonly ports: 'any' | readonly number[];
}

export const targetEnvironment = z
  .object({
    ALLOW_LOOPBACK_TARGETS: flag().default(false),
    ALLOW_HTTP_TARGETS: flag().default(false),
    ALLOW_TARGET_PORTS: variable({ expected: 'any, or ports', example: '443,8443' }, readPorts).default([
      443,
    ]),
  })
  .transform((values): AllowedTargets => ({
    allowLoopback: values.ALLOW_LOOPBACK_TARGETS,
    allowHttp: values.ALLOW_HTTP_TARGETS,
    ports: values.ALLOW_TARGET_PORTS,
  }));

function readPorts(text: string): AllowedTargets['ports'] | undefined {
  if (text === 'any') return 'any';
  const ports = text.split(',').map((port) => (/^ *\d{1,5} *$/.test(port) ? Number(port) : Number.NaN));
  return ports.every((port) => port >= 1 && port <= 65_535) ? ports : undefined;
}
