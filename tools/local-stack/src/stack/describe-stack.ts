import type { LocalStack } from './local-stack.js';
import type { StackFile } from './stack-file.js';

/** What scripts need to know of a running stack. */
export function describeStack(stack: LocalStack, demo: StackFile['demo']): StackFile {
  const { ports, secrets } = stack.settings;
  const { subscriptions, ingest, dispatcher } = stack.services;
  return {
    subscriptions: { http: subscriptions.http, grpc: `127.0.0.1:${ports.subscriptionsGrpc}` },
    ingest: { http: ingest.http, grpc: `127.0.0.1:${ports.ingestGrpc}` },
    dispatcher: { http: dispatcher.http },
    receiver: { http: stack.receiver.http },
    kafka: { brokers: [...stack.servers.kafkaBrokers] },
    postgres: { url: stack.servers.databaseUrl },
    operatorToken: secrets.operatorToken,
    demo,
    processes: stack.processes().map(({ name, pid }) => ({ name, pid })),
  };
}
