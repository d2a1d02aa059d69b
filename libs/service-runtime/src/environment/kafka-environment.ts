// How a service reaches Kafka: brokers, TLS and SASL, in the shape that libs/kafka takes (its client id is the
// service's own name).
import { z } from 'zod';
import { choice, fileText, flag, list, text } from './variable.js';

const connection = z
  .object({
    KAFKA_BROKERS: list(
      { expected: 'host:port, several separated by commas', example: 'kafka-1:9092,kafka-2:9092' },
      (broker) => /^([^\s:]+|\[[\da-fA-F:]+\]):\d{1,5}$/.test(broker),
    ),
  })
  .transform((values) => ({ brokers: values.KAFKA_BROKERS }));

const tls = z
  .object({
    KAFKA_TLS: flag().default(false),
    /** PEM; the system's own authorities when absent. */
    KAFKA_TLS_CA_FILE: fileText('/etc/posthorn/kafka-ca.pem').optional(),
    KAFKA_TLS_CERT_FILE: fileText('/etc/posthorn/kafka-client.pem').optional(),
    KAFKA_TLS_KEY_FILE: fileText('/etc/posthorn/kafka-client.key').optional(),
    /** Opens what production closes: a broker may show any certificate. */
    KAFKA_TLS_ALLOW_UNVERIFIED: flag().default(false),
  })
  .superRefine((values, context) => {
    const { KAFKA_TLS_CERT_FILE: cert, KAFKA_TLS_KEY_FILE: key } = values;
    if ((cert === undefined) === (key === undefined)) return;
    const path = [cert === undefined ? 'KAFKA_TLS_CERT_FILE' : 'KAFKA_TLS_KEY_FILE'];
    context.addIssue({ code: 'custom', path, message: 'A client certificate and its key go together' });
  })
  .transform((values): { tls?: KafkaTls } => {
    if (!values.KAFKA_TLS) return {};
    const files = {
      ca: values.KAFKA_TLS_CA_FILE,
      cert: values.KAFKA_TLS_CERT_FILE,
      key: values.KAFKA_TLS_KEY_FILE,
    };
    return { tls: { ...given(files), rejectUnauthorized: !values.KAFKA_TLS_ALLOW_UNVERIFIED } };
  });

const sasl = z
  .object({
    KAFKA_SASL_MECHANISM: choice(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
    KAFKA_SASL_USERNAME: text({ expected: 'a user of the brokers', example: 'ingest' }).optional(),
    KAFKA_SASL_PASSWORD: text({ expected: 'its password', example: 's3cret' }).optional(),
  })
  .superRefine((values, context) => {
    if (values.KAFKA_SASL_MECHANISM === undefined) return;
    for (const name of ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const) {
      if (values[name] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'KAFKA_SASL_MECHANISM needs it' });
    }
  })
  .transform((values): { sasl?: KafkaSasl } => {
    const { KAFKA_SASL_MECHANISM: mechanism } = values;
    if (mechanism === undefined) return {};
    const { KAFKA_SASL_USERNAME: username = '', KAFKA_SASL_PASSWORD: password = '' } = values;
    return { sasl: { mechanism, username, password } };
  });

export interface KafkaTls {
  /** PEM texts. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly rejectUnauthorized: boolean;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const given = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;

/** `{ brokers, tls?, sasl? }`: the `KafkaSettings` of libs/kafka without `clientId`. */
export const kafkaEnvironment = z.intersection(connection, z.intersection(tls, sasl));
