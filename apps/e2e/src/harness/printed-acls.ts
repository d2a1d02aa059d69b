// The permissions that `topics --acls` prints, read as an operator's shell would, and made on a broker.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withAdmin, workspaceRoot } from '@posthorn/testing';
import kafkajs, { type AclEntry } from 'kafkajs';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const run = promisify(execFile);
const topicsCommand = join(workspaceRoot, 'apps', 'subscriptions', 'dist', 'commands', 'topics.js');

/** The commands that an installation with this environment is told to run. */
export async function printedAcls(environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const env = { ...process.env, ...environment };
  const { stdout } = await run(process.execPath, [topicsCommand, '--acls'], { env });
  return stdout.trim().split('\n');
}

/** Makes the permissions of these `kafka-acls.sh --add` commands. */
export async function makePrintedAcls(
  brokers: readonly string[],
  commands: readonly string[],
): Promise<void> {
  const acl = commands.filter((line) => line.startsWith('kafka-acls.sh')).flatMap(entriesOf);
  await withAdmin(brokers, (admin) => admin.createAcls({ acl }));
}

/** One for each operation. */
function entriesOf(command: string): AclEntry[] {
  const topic = flag(command, 'topic').at(0);
  const resourceName = topic ?? flag(command, 'group').at(0);
  const principal = flag(command, 'allow-principal').at(0);
  if (resourceName === undefined || principal === undefined) throw new Error(`not understood: ${command}`);
  return flag(command, 'operation').map((operation) => ({
    ...{ principal, resourceName, host: '*', permissionType: AclPermissionTypes.ALLOW },
    resourceType: topic === undefined ? AclResourceTypes.GROUP : AclResourceTypes.TOPIC,
    resourcePatternType:
      flag(command, 'resource-pattern-type').at(0) === 'prefixed'
        ? ResourcePatternTypes.PREFIXED
        : ResourcePatternTypes.LITERAL,
    operation: operationOf(operation),
  }));
}

/** `DescribeConfigs` is `DESCRIBE_CONFIGS` in the protocol. */
function operationOf(name: string): kafkajs.AclOperationTypes {
  const wanted = name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  if (!isOperation(wanted)) throw new Error(`no such operation: ${name}`);
  return AclOperationTypes[wanted];
}

const isOperation = (name: string): name is keyof typeof AclOperationTypes => name in AclOperationTypes;

/** The values of `--name value` or `--name 'value'`. */
const flag = (command: string, name: string): string[] =>
  [...command.matchAll(new RegExp(`--${name} '?([^\\s']+)'?`, 'g'))].map(([, value = '']) => value);
