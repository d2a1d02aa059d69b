// The log of one service: JSON lines with `service`, pretty in a terminal, secrets never.
import { pino, stdSerializers, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { LoggingSettings } from '../environment/logging-environment.js';
import { censored, redactedPaths } from './redaction.js';

export type { Logger } from 'pino';

export interface LoggerSettings extends LoggingSettings {
  /** Name of the service, the same everywhere. */
  readonly service: string;
}

/** Writes to standard output, each line at once, so that nothing is lost when the process ends. */
export const createLogger = (settings: LoggerSettings, destination = outputFor(settings)): Logger =>
  pino(
    {
      level: settings.level,
      base: { service: settings.service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.err, error: stdSerializers.err },
      redact: { paths: [...redactedPaths], censor: censored },
    },
    destination,
  );

const outputFor = ({ format }: LoggingSettings): DestinationStream =>
  format === 'json'
    ? pino.destination({ dest: 1, sync: true })
    : pretty({ sync: true, singleLine: true, ignore: 'pid,hostname' });
