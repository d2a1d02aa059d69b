// The page of text at the end of a start: where everything is, and commands to paste.
import { topicNames } from '@posthorn/contracts';
import colors from 'picocolors';
import type { ChosenPorts } from '../servers/ports.js';
import { portTable } from '../servers/ports.js';
import type { StackFile } from '../stack/stack-file.js';
import { exampleEvent } from './example-event.js';

export interface StartPage {
  readonly stack: StackFile;
  readonly moved: ChosenPorts['moved'];
  /** `TOPIC_PREFIX`. */
  readonly topicPrefix: string;
}

export function startPage({ stack, moved, topicPrefix }: StartPage): string {
  const sections = [
    ['Posthorn is running', doors(stack)],
    ...(moved.length === 0
      ? []
      : [['Other ports than usual, because those are taken', moved.map(describeMove)] as const]),
    ['Create a subscription', createSubscription(stack)],
    ['Send an event over REST', sendOverRest(stack)],
    ['Send an event over gRPC', sendOverGrpc(stack)],
    ['Send an event as a Kafka producer', sendOverKafka(stack, topicPrefix)],
  ] as const;
  const text = sections.map(([title, lines]) =>
    [colors.bold(title), ...lines.map((line) => `  ${line}`)].join('\n'),
  );
  return `\n${text.join('\n\n')}\n\n${closing}\n`;
}

const closing = 'Ctrl-C stops everything and keeps the data; npm run reset deletes it.';

function doors(stack: StackFile): string[] {
  const { subscriptions, ingest, dispatcher } = stack;
  const rows: [string, string][] = [
    [
      'subscriptions',
      `REST ${subscriptions.http}/v1  OpenAPI ${subscriptions.http}/docs  gRPC ${subscriptions.grpc}`,
    ],
    ['ingest', `REST ${ingest.http}/v1  OpenAPI ${ingest.http}/docs  gRPC ${ingest.grpc}`],
    ['dispatcher', dispatcher.http],
    ['each of them', '/health/live  /health/ready  /metrics'],
    ['receiver', `${stack.receiver.http}  (it obeys ?status=503, ?retry_after=5, ?delay_ms=3000, ?hang)`],
    ['Kafka', stack.kafka.brokers.join(',')],
    ['Postgres', stack.postgres.url],
    ['demo account', `${stack.demo.accountId}, subscription ${stack.demo.subscriptionId}`],
    ['its token', stack.demo.token],
    ['operator token', stack.operatorToken],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${colors.dim(name.padEnd(width))}  ${value}`);
}

const describeMove = ({ name, usual, chosen }: ChosenPorts['moved'][number]): string =>
  `${chosen} instead of ${usual} (choose by ${portTable[name].variable})`;

function createSubscription({ subscriptions, receiver, demo }: StackFile): string[] {
  const body = {
    name: 'Mine',
    url: `${receiver.http}/mine`,
    event_types: ['subscribe', 'update'],
    sources: ['public', 'admin', 'api', 'system'],
  };
  return curl({ url: `${subscriptions.http}/v1/subscriptions`, token: demo.token, body });
}

const sendOverRest = ({ ingest, demo }: StackFile): string[] =>
  curl({ url: `${ingest.http}/v1/events`, token: demo.token, body: exampleEvent });

const sendOverGrpc = ({ ingest, demo }: StackFile): string[] =>
  continued([
    `grpcurl -plaintext -H 'authorization: Bearer ${demo.token}'`,
    `-d '${JSON.stringify({ event: exampleEvent })}'`,
    `${ingest.grpc} posthorn.ingest.v1.IngestService/Publish`,
  ]);

function sendOverKafka({ kafka, demo }: StackFile, topicPrefix: string): string[] {
  const topic = topicNames(topicPrefix).events('contact');
  const attributes = [
    ['specversion', '1.0'],
    ['id', '$(date +%s%N)'],
    ['source', '/kcat'],
    ['type', exampleEvent.type],
    ['subject', exampleEvent.subject],
    ['time', '$(date -u +%FT%TZ)'],
    ['accountid', demo.accountId],
    ['initiatedfrom', 'api'],
  ] as const;
  const headers = attributes.map(([name, value]) => `-H ce_${name}=${value}`);
  return continued([
    `echo '${JSON.stringify(exampleEvent.data)}' |`,
    `kcat -P -b ${kafka.brokers.join(',')} -t ${topic} -k ${demo.accountId}:${exampleEvent.subject}`,
    `-H content-type=application/json ${headers.slice(0, 4).join(' ')}`,
    headers.slice(4).join(' '),
  ]);
}

const curl = (call: { url: string; token: string; body: unknown }): string[] =>
  continued([
    `curl -sS ${call.url}`,
    `-H 'Authorization: Bearer ${call.token}' -H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(call.body)}'`,
  ]);

/** One shell command over several lines. */
const continued = (parts: readonly string[]): string[] =>
  parts.map((part, index) => `${index === 0 ? '' : '  '}${part}${index < parts.length - 1 ? ' \\' : ''}`);
