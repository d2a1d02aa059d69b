// The dispatchers' consumer group, as their own environment has it; their permissions name it.
import { variable } from '@posthorn/service-runtime';
import { z } from 'zod';

export const dispatcherGroupEnvironment = z
  .object({
    GROUP_ID: variable(
      { expected: 'the consumer group of the dispatchers', example: 'posthorn-dispatcher' },
      (found) => (/^[\w.-]{1,200}$/.test(found) ? found : undefined),
    ).default('posthorn-dispatcher'),
  })
  .transform((values) => values.GROUP_ID);
