// Makes the kafkajs client that everything here uses: codecs, explicit retries, one place for logs.
import kafkajs, { type Kafka, type KafkaConfig, type LogEntry } from 'kafkajs';
import { checkAssignmentsOnce } from './assignment-check.js';
import { registerCodecs } from './codecs.js';
import { handOverFilteredBatches } from './filtered-batches.js';
import type { KafkaLogLevel, KafkaLogSink } from './log-sink.js';
import { fetchPatiently } from './patient-fetch.js';
import { tryPassingErrorsAgain } from './passing-errors.js';
import { readFetchedRecordsQuickly } from './quick-fetch.js';
import { writeFetchRequestsQuickly } from './quick-fetch-request.js';
import { writeProduceRequestsQuickly } from './quick-produce.js';
import { quietRequestQueue } from './quiet-request-queue.js';
import type { KafkaSettings } from './settings.js';
import { thinned } from './thinned-log.js';

/** What kafkajs calls info is the traffic of its own parts. */
const levels: Readonly<Record<number, KafkaLogLevel>> = { 1: 'error', 2: 'warn', 4: 'debug', 5: 'debug' };

/** Retries are explicit: kafkajs changes its defaults under `NODE_ENV=test`. */
const retry = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 } as const;

const repeatLogEveryMs = 5_000;

/** A client; it connects when it is used. */
export function createKafka(settings: KafkaSettings, log: KafkaLogSink = ignore): Kafka {
  registerCodecs();
  quietRequestQueue();
  handOverFilteredBatches();
  tryPassingErrorsAgain();
  fetchPatiently();
  checkAssignmentsOnce();
  writeProduceRequestsQuickly();
  writeFetchRequestsQuickly();
  readFetchedRecordsQuickly();
  const sink = thinned(log, { everyMs: repeatLogEveryMs, now: () => performance.now() });
  return new kafkajs.Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 15_000,
    retry,
    logLevel: kafkajs.logLevel.INFO,
    logCreator: () => (entry) => {
      forward(entry, sink);
    },
    ...security(settings),
  });
}

function security(settings: KafkaSettings): Partial<KafkaConfig> {
  return {
    ...(settings.tls === undefined ? {} : { ssl: { ...settings.tls } }),
    ...(settings.sasl === undefined ? {} : { sasl: { ...settings.sasl } as KafkaConfig['sasl'] & object }),
  };
}

function forward(entry: LogEntry, log: KafkaLogSink): void {
  const { message, timestamp: _timestamp, logger: _logger, ...facts } = entry.log;
  log(levels[entry.level] ?? 'info', message, { namespace: entry.namespace, ...facts });
}

const ignore: KafkaLogSink = () => undefined;
