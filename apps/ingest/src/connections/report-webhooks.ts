// What the numbers and the log say of shops' webhooks. A payload is never logged.
import type { Logger, Metrics } from '@posthorn/service-runtime';
import { seldom } from '../publishing/seldom.js';
import type { WebhookIntakeSettings } from './webhook-intake.js';

const reportEveryMs = 1_000;

export function reportWebhooks({
  logger,
  metrics,
}: {
  readonly logger: Logger;
  readonly metrics: Metrics;
}): Pick<WebhookIntakeSettings, 'onJudged' | 'onUnreadable'> {
  const webhooks = metrics.counter({
    name: 'ingest_shop_webhooks_total',
    help: 'Webhooks of shops, by what they were: event, ping, ignored, forged or unreadable.',
    labels: ['platform', 'kind'],
  });
  const unopened = metrics.counter({
    name: 'ingest_shop_secrets_unreadable_total',
    help: 'Webhooks of shops that were not checked because CONNECTION_KEYS does not open the secret; must stay 0.',
  });
  const warn = seldom(reportEveryMs, (facts: object, leftOut: number) => {
    logger.warn({ ...facts, left_out: leftOut }, 'the webhook of a shop was refused');
  });
  return {
    onJudged: ({ id, platform }, judged) => {
      webhooks.inc({ platform, kind: judged.kind });
      if (judged.kind === 'forged' || judged.kind === 'unreadable') warn({ connection_id: id, ...judged });
    },
    onUnreadable: ({ id }, detail) => {
      unopened.inc();
      logger.error({ connection_id: id, detail }, 'CONNECTION_KEYS does not open a secret');
    },
  };
}
