// The canary: lint that reports nothing might just not look. Each planted import below must be reported.
import { createProjectGraphAsync } from '@nx/devkit';
import { workspaceRoot } from '@posthorn/testing';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, expect, it } from 'vitest';

const rule = '@nx/enforce-module-boundaries';
/** Borders need no types, and a program of the whole tree takes long to make. */
const withoutTypes = tseslint.configs.disableTypeChecked as Linter.Config;
let eslint: ESLint;
beforeAll(async () => {
  process.env.NX_DAEMON = 'false';
  await createProjectGraphAsync({ exitOnError: false });
  eslint = new ESLint({ cwd: workspaceRoot, overrideConfig: withoutTypes });
}, 60_000);

/** What the border rule says when this line stands in that file. */
async function reported(file: string, line: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: `${workspaceRoot}/${file}` });
  const messages = result?.messages ?? [];
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.filter(({ ruleId }) => ruleId === rule).map(({ message }) => message);
}

it.each([
  ['a rule of delivery that talks to Kafka', 'libs/delivery/src/index.ts', 'kafkajs'],
  ['a dispatcher with axios of its own', 'apps/dispatcher/src/main.ts', 'axios'],
  ['a dispatcher with a database', 'apps/dispatcher/src/main.ts', 'pg'],
  ['contracts that need Nest', 'libs/contracts/src/index.ts', '@nestjs/common'],
])('reports %s', async (_, file, name) => {
  const [message] = await reported(file, `import '${name}';`);
  expect(message).toMatch(/not allowed to import|banned/);
});

it.each([
  ['a rule of delivery that needs an adapter', 'libs/delivery/src/index.ts', '@posthorn/kafka'],
  ['a service that needs a tool', 'apps/ingest/src/main.ts', '@posthorn/local-stack'],
  ['an adapter that needs the runtime', 'libs/kafka/src/index.ts', '@posthorn/service-runtime'],
  ['a tool that needs the runtime', 'tools/receiver/src/main.ts', '@posthorn/service-runtime'],
])('reports %s', async (_, file, name) => {
  const [message] = await reported(file, `import '${name}';`);
  expect(message).toMatch(/can only depend on libs tagged/);
});

it('reports nothing about an import that is allowed', async () => {
  expect(await reported('libs/delivery/src/index.ts', `import '@posthorn/contracts';`)).toEqual([]);
});
