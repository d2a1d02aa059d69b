// Mends one thing in kafkajs 2.2.4: two of its errors say that nothing can be tried again, and so end a consumer for
// good, though they mean that a broker is away for now. `KafkaJSGroupCoordinatorNotFound`: it went between two requests of
// a consumer that looks for its group's coordinator. `KafkaJSLockTimeout`: to connect to it took too long. Every other
// sign of a broker that is away is tried again. `passing-errors.spec.ts` fails when kafkajs changes.
import { createRequire } from 'node:module';

export const errorsModule = 'kafkajs/src/errors.js';
export const passingErrors = ['KafkaJSGroupCoordinatorNotFound', 'KafkaJSLockTimeout'] as const;

type ErrorClasses = Readonly<Record<(typeof passingErrors)[number], { readonly prototype: object }>>;

/** Idempotent. kafkajs's constructors assign `retriable`: what they assign counts for nothing. */
export function tryPassingErrorsAgain(): void {
  const classes = createRequire(import.meta.url)(errorsModule) as ErrorClasses;
  for (const name of passingErrors)
    Object.defineProperty(classes[name].prototype, 'retriable', {
      get: () => true,
      set: ignored,
      configurable: true,
    });
}

const ignored = (): void => undefined;
