// One run, three kinds of test: unit (nothing outside the process), integration (real Kafka and Postgres),
// e2e (the whole system). `--project` picks one.
import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['@posthorn/source', 'node', 'development|production'] };
const shared = {
  environment: 'node',
  passWithNoTests: false,
  restoreMocks: true,
} as const;
/** Files share a process: loading Nest for each of them would take longer than all tests. Most of them wait. */
const together = { isolate: false, maxWorkers: 2 } as const;

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr: { resolve },
        test: {
          ...shared,
          ...together,
          name: 'unit',
          include: ['{apps,libs,tools}/*/src/**/*.spec.ts'],
          exclude: ['**/*.integration.spec.ts', 'apps/e2e/**', '**/node_modules/**', '**/dist/**'],
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        ssr: { resolve },
        test: {
          ...shared,
          ...together,
          name: 'integration',
          include: ['{apps,libs,tools}/*/src/**/*.integration.spec.ts'],
          exclude: ['apps/e2e/**', '**/node_modules/**', '**/dist/**'],
          globalSetup: ['libs/testing/src/vitest-global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr: { resolve },
        test: {
          ...shared,
          name: 'e2e',
          include: ['apps/e2e/src/**/*.spec.ts'],
          globalSetup: ['libs/testing/src/vitest-global-setup.ts'],
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
