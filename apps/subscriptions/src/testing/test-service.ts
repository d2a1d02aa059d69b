// The whole service in this process, on a database of its own: both doors open, the relay stood in for.
import { topicNames, type TopicTableSettings } from '@posthorn/contracts';
import { SecretBox } from '@posthorn/delivery';
import type { TargetPolicy } from '@posthorn/outbound-http';
import { createLogger, Metrics, startService } from '@posthorn/service-runtime';
import type { INestApplicationContext } from '@nestjs/common';
import { createTestDatabase, type TestDatabase } from '@posthorn/testing';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { RelayNudge } from '../relay-nudge.js';
import { subscriptionsService } from '../subscriptions-service.js';
import { openDoors, type Doors } from './doors.js';
import { StandInRelay } from './stand-in-relay.js';

export const operatorToken = 'operator-'.padEnd(40, 'x');

export interface TestService extends Doors {
  readonly database: TestDatabase;
  readonly relay: StandInRelay;
  readonly httpUrl: string;
  readonly app: INestApplicationContext;
  readonly secretBox: SecretBox;
  readonly connectionBox: SecretBox;
  stop(): Promise<void>;
}

export interface TestServiceSettings {
  readonly postgresUrl: string;
  readonly subscriptionsPerAccountMax?: number;
  readonly samplesPerSecondMax?: number;
  /** Default: production's. */
  readonly targets?: TargetPolicy;
}

/** Of no topic that a test needs. */
export const testTopics: TopicTableSettings = {
  names: topicNames('posthorn.'),
  retryTiers: ['10s'],
  singleNode: true,
  partitions: { busy: 1, other: 1 },
};

export async function startTestService(settings: TestServiceSettings): Promise<TestService> {
  const database = await createTestDatabase(settings.postgresUrl);
  const [secretBox, connectionBox] = [newSecretBox(), newSecretBox()];
  const running = await startService(
    subscriptionsService({
      listening: { host: '127.0.0.1', httpPort: 0, grpcPort: 0 },
      logger: createLogger({ service: 'subscriptions', level: 'silent', format: 'json' }),
      metrics: new Metrics('subscriptions'),
      database: { url: database.url, connectionsMax: 10 },
      operatorToken,
      topics: testTopics,
      secretBox,
      connectionBox,
      targets: settings.targets ?? { allowLoopback: false, allowHttp: false, ports: [443] },
      subscriptionsPerAccountMax: settings.subscriptionsPerAccountMax ?? 1_000,
      samplesPerSecondMax: settings.samplesPerSecondMax ?? 1,
    }),
  );
  const relay = new StandInRelay(
    running.app.get(DataSource, { strict: false }),
    running.app.get(RelayNudge, { strict: false }),
  );
  const doors = openDoors({ httpUrl: running.httpUrl, grpcAddress: running.grpcAddress ?? '' });
  return {
    ...doors,
    ...{ database, relay, secretBox, connectionBox, httpUrl: running.httpUrl, app: running.app },
    stop: async () => {
      doors.close();
      await relay.stop();
      await running.stop();
      await database.drop();
    },
  };
}

export function newSecretBox(): SecretBox {
  const box = SecretBox.parse(`k1:${randomBytes(32).toString('base64')}`);
  if (box === undefined) throw new Error('the keys of this test are not taken');
  return box;
}
