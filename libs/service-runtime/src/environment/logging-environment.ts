// How much a service logs, and for whom: JSON for machines, pretty for a terminal.
import { z } from 'zod';
import { choice } from './variable.js';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export interface LoggingSettings {
  readonly level: (typeof levels)[number];
  readonly format: 'json' | 'pretty';
}

export const loggingEnvironment = z
  .object({
    LOG_LEVEL: choice(levels).default('info'),
    /** `auto`: pretty when standard output is a terminal and NODE_ENV is not production. */
    LOG_FORMAT: choice(['auto', 'json', 'pretty']).default('auto'),
    NODE_ENV: z.string().optional(),
  })
  .transform((values): LoggingSettings => {
    const forPeople = process.stdout.isTTY && values.NODE_ENV !== 'production';
    const automatic = forPeople ? 'pretty' : 'json';
    return { level: values.LOG_LEVEL, format: values.LOG_FORMAT === 'auto' ? automatic : values.LOG_FORMAT };
  });
