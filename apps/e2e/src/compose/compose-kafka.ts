// The real broker, configured by the environment that compose gives its kafka service. The image turns KAFKA_SOME_NAME
// into the property some.name of server.properties; so does this file.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBrokerJars, ServerProcess, withAdmin } from '@posthorn/testing';
import { toLocalAddresses, type LocalPlaces } from './local-places.js';

const run = promisify(execFile);
const { JAVA_HOME } = process.env;
const java = JAVA_HOME ? join(JAVA_HOME, 'bin', 'java') : 'java';
const jvm = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

export interface ComposeKafka {
  readonly environment: Readonly<Record<string, string>>;
  readonly places: LocalPlaces;
  readonly folder: string;
}

/** Resolves when the inner listener answers. */
export async function startComposeKafka({
  environment,
  places,
  folder,
}: ComposeKafka): Promise<ServerProcess> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'server.properties');
  await writeFile(file, brokerProperties({ environment, places, folder }));
  const program = [...jvm, '-cp', join(await ensureBrokerJars(), '*')];
  const { CLUSTER_ID: clusterId = '' } = environment;
  await run(java, [...program, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file]);
  const args = [...program, 'kafka.Kafka', file];
  const broker = await ServerProcess.start({ name: 'kafka', command: java, args });
  const inner = `127.0.0.1:${places.get(19092) ?? 0}`;
  await broker.untilReady(() => answers(inner), { timeoutMs: 60_000, intervalMs: 100 });
  return broker;
}

/** A broker that takes group commands and names itself in its metadata. */
const answers = (address: string): Promise<boolean> =>
  withAdmin([address], async (admin) => (await admin.describeCluster()).brokers.length === 1);

function brokerProperties({ environment, places, folder }: ComposeKafka): string {
  const properties = Object.entries(environment)
    .filter(([name]) => name.startsWith('KAFKA_'))
    .map(([name, value]) => [propertyName(name), toLocalAddresses(value, places)] as const);
  const local = new Map([...properties, ['log.dirs', join(folder, 'data')] as const]);
  return Array.from(local, ([name, value]) => `${name}=${value}\n`).join('');
}

const propertyName = (variable: string): string =>
  variable.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.');
