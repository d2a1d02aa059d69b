// Posthorn's services and the receiver as processes of a stack, from their compiled code.
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';
import { serviceEnvironment, type ServiceSurroundings } from './service-environment.js';
import { serviceNames, type ServiceName } from './service-names.js';
import { Service } from './service.js';

export type OnLine = (name: string, line: string) => void;

export type LocalServices = Readonly<Record<ServiceName, Service>>;

const entryOf = (name: ServiceName): string => join(workspaceRoot, 'apps', name, 'dist', 'main.js');

/** Compiled entry of `migrate`, `topics` or `republish`. */
export const commandEntry = (command: string): string =>
  join(workspaceRoot, 'apps', 'subscriptions', 'dist', 'commands', `${command}.js`);

export function localServices(surroundings: ServiceSurroundings, onLine: OnLine): LocalServices {
  const { ports } = surroundings;
  const httpPorts = {
    subscriptions: ports.subscriptionsHttp,
    ingest: ports.ingestHttp,
    dispatcher: ports.dispatcherHttp,
  };
  const services = serviceNames.map((name) => [
    name,
    localService({ name, service: name, httpPort: httpPorts[name], surroundings, onLine }),
  ]);
  return Object.fromEntries(services) as LocalServices;
}

export interface LocalServiceSettings {
  /** As the process is called: `dispatcher`, `dispatcher-2`. */
  readonly name: string;
  readonly service: ServiceName;
  readonly httpPort: number;
  readonly surroundings: ServiceSurroundings;
  readonly onLine: OnLine;
}

export const localService = ({
  name,
  service,
  httpPort,
  surroundings,
  onLine,
}: LocalServiceSettings): Service =>
  new Service({
    name,
    entry: entryOf(service),
    environment: { ...serviceEnvironment(service, surroundings), HTTP_PORT: String(httpPort) },
    http: `http://127.0.0.1:${httpPort}`,
    readyPath: '/health/ready',
    onLine: (line) => {
      onLine(name, line);
    },
  });

export const localReceiver = (port: number, onLine: OnLine): Service =>
  new Service({
    name: 'receiver',
    entry: join(workspaceRoot, 'tools', 'receiver', 'dist', 'main.js'),
    args: ['--port', String(port)],
    environment: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    http: `http://127.0.0.1:${port}`,
    readyPath: '/health/ready',
    onLine: (line) => {
      onLine('receiver', line);
    },
  });
