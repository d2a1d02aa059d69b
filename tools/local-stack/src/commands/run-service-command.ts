// `npm run topics`, `db:migrate`, `republish`, `secrets:rewrap`: one of the services' commands, on the servers that the environment
// names, else on the local stack that runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { commandEntry } from '../services/local-services.js';
import { localDefaults } from '../services/service-environment.js';
import { localSecrets } from '../stack/secrets.js';
import { readStackFile } from '../stack/stack-file.js';
import { stackFolder } from './folders.js';

/** The command's exit code. `args` are passed on. */
export async function runServiceCommand(command: string, args: readonly string[] = []): Promise<number> {
  const child = spawn(process.execPath, [commandEntry(command), ...args], {
    env: { ...(await localEnvironment()), ...process.env },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** What the running local stack would tell its services; empty when none runs. */
async function localEnvironment(): Promise<NodeJS.ProcessEnv> {
  const stack = await readStackFile(stackFolder);
  if (stack === undefined) return {};
  const { secretsKeys, connectionKeys } = await localSecrets(stackFolder);
  return {
    ...localDefaults,
    ...{ KAFKA_BROKERS: stack.kafka.brokers.join(','), DATABASE_URL: stack.postgres.url },
    ...{ SECRETS_KEYS: secretsKeys, CONNECTION_KEYS: connectionKeys },
  };
}
