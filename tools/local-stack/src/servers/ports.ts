// Which ports the stack listens on: what the environment gives, else the usual one, else the next one that is free.
import { isPortFree } from '@posthorn/testing';

export interface Ports {
  readonly kafka: number;
  readonly kafkaController: number;
  readonly postgres: number;
  readonly subscriptionsHttp: number;
  readonly subscriptionsGrpc: number;
  readonly ingestHttp: number;
  readonly ingestGrpc: number;
  readonly dispatcherHttp: number;
  readonly receiverHttp: number;
}

export type PortName = keyof Ports;

export const portTable: Readonly<Record<PortName, { readonly variable: string; readonly usual: number }>> = {
  kafka: { variable: 'KAFKA_PORT', usual: 9092 },
  kafkaController: { variable: 'KAFKA_CONTROLLER_PORT', usual: 9093 },
  postgres: { variable: 'POSTGRES_PORT', usual: 5432 },
  subscriptionsHttp: { variable: 'SUBSCRIPTIONS_HTTP_PORT', usual: 4000 },
  subscriptionsGrpc: { variable: 'SUBSCRIPTIONS_GRPC_PORT', usual: 4001 },
  ingestHttp: { variable: 'INGEST_HTTP_PORT', usual: 4010 },
  ingestGrpc: { variable: 'INGEST_GRPC_PORT', usual: 4011 },
  dispatcherHttp: { variable: 'DISPATCHER_HTTP_PORT', usual: 4020 },
  receiverHttp: { variable: 'RECEIVER_HTTP_PORT', usual: 4030 },
};

export const portNames = Object.keys(portTable) as PortName[];

export interface ChosenPorts {
  readonly ports: Ports;
  /** Ports that are not the usual ones because those are taken. */
  readonly moved: readonly { readonly name: PortName; readonly usual: number; readonly chosen: number }[];
}

/** A port that the environment gives cannot be had; `message` names every one, and the way out. */
export class GivenPortError extends Error {
  override readonly name = 'GivenPortError';
  readonly code = 'given_port';
}

const distanceMax = 1_000;

export interface PortOptions {
  /** Servers that are not started, whose ports therefore need not be free. */
  readonly unused?: readonly PortName[];
  /** Other ports to begin with than the table's. */
  readonly usual?: Partial<Ports>;
}

export async function choosePorts(
  environment: NodeJS.ProcessEnv,
  { unused = [], usual = {} }: PortOptions = {},
): Promise<ChosenPorts> {
  const given = readGiven(environment);
  await requireFree(given, unused);
  const chosen = new Map<PortName, number>(given);
  const taken = new Set(given.values());
  for (const name of portNames) {
    const port = chosen.get(name) ?? (await nextFree(usual[name] ?? portTable[name].usual, taken));
    chosen.set(name, port);
    taken.add(port);
  }
  const ports = Object.fromEntries(chosen) as unknown as Ports;
  return { ports, moved: movedPorts({ ports, given, unused, usual }) };
}

function readGiven(environment: NodeJS.ProcessEnv): Map<PortName, number> {
  const given = portNames.flatMap((name) => {
    const text = environment[portTable[name].variable];
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
  const faulty = given.filter(
    ([, text]) => !/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535,
  );
  if (faulty.length > 0) {
    const list = faulty.map(([name, text]) => `${portTable[name].variable}=${text}`).join(', ');
    throw new GivenPortError(`${list}: expected a port from 1 to 65535.`);
  }
  return new Map(given.map(([name, text]) => [name, Number(text)]));
}

async function requireFree(given: ReadonlyMap<PortName, number>, unused: readonly PortName[]): Promise<void> {
  const faults: string[] = [];
  const seen = new Map<number, PortName>();
  for (const [name, port] of given) {
    if (unused.includes(name)) continue;
    const { variable } = portTable[name];
    const twin = seen.get(port);
    if (twin !== undefined) faults.push(`${variable}=${port}: ${portTable[twin].variable} has it.`);
    else if (!(await isPortFree(port))) faults.push(`${variable}=${port}: another program listens there.`);
    seen.set(port, name);
  }
  if (faults.length === 0) return;
  const wayOut = 'Stop that program, give another port, or unset the variable and a free port is chosen.';
  throw new GivenPortError([...faults, wayOut].join('\n'));
}

async function nextFree(usual: number, taken: ReadonlySet<number>): Promise<number> {
  for (let port = usual; port < usual + distanceMax; port += 1) {
    if (!taken.has(port) && (await isPortFree(port))) return port;
  }
  throw new GivenPortError(`No free port found from ${usual} to ${usual + distanceMax}.`);
}

interface Choice extends Required<PortOptions> {
  readonly ports: Ports;
  readonly given: ReadonlyMap<PortName, number>;
}

const movedPorts = ({ ports, given, unused, usual }: Choice): ChosenPorts['moved'] =>
  portNames
    .filter((name) => !given.has(name) && !unused.includes(name))
    .map((name) => ({ name, usual: usual[name] ?? portTable[name].usual, chosen: ports[name] }))
    .filter((port) => port.chosen !== port.usual);
