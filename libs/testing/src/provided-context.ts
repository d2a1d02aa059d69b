// What the global setup gives to every integration spec: `inject('kafkaBrokers')`, `inject('postgresUrl')`.
import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the run's one real broker, host:port. */
    kafkaBrokers: string[];
    /** URL of the run's one real Postgres; give it to `createTestDatabase`. */
    postgresUrl: string;
  }
}
