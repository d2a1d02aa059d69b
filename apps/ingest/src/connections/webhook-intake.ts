// Takes shops' webhooks: whose they are, whether the shop has signed them, and whether Kafka has the event.
import { assertNever, type ConnectionRecord } from '@posthorn/contracts';
import type { SigningSecrets } from '@posthorn/delivery';
import type { RegistryView } from '@posthorn/kafka';
import { invalidRequest, notFound, ProblemError } from '@posthorn/service-runtime';
import type { RegistryLook } from '../registry/registry-look.js';
import type { EventPublisher } from '../publishing/event-publisher.js';
import { secretsUnreadable, wrongSignature } from './connection-problems.js';
import { judgeWebhook, type JudgedWebhook, type ReceivedWebhook } from './judge-webhook.js';

export interface AddressedWebhook extends ReceivedWebhook {
  readonly connectionId: string;
  readonly platform: string;
  readonly traceparent: string | undefined;
}

export interface WebhookAnswer {
  readonly result: 'accepted' | 'ignored' | 'ping';
}

export interface WebhookIntakeSettings {
  readonly view: Pick<RegistryView, 'connection'>;
  readonly look: RegistryLook;
  readonly secrets: SigningSecrets;
  readonly now: () => number;
  readonly publisher: EventPublisher;
  /** Told of each webhook of a connection, before it is answered. */
  readonly onJudged: (connection: ConnectionRecord, judged: JudgedWebhook) => void;
  /** Our keys do not open a secret: an operator must act. */
  readonly onUnreadable: (connection: ConnectionRecord, detail: string) => void;
}

export class WebhookIntake {
  constructor(private readonly settings: WebhookIntakeSettings) {}

  /** Throws a `ProblemError` when the platform is to send it again, or never should have. */
  async take(webhook: AddressedWebhook): Promise<WebhookAnswer> {
    const connection = await this.find(webhook);
    const judged = judgeWebhook(webhook, { connection, secrets: this.secretsOf(connection) });
    this.settings.onJudged(connection, judged);
    switch (judged.kind) {
      case 'ping':
      case 'ignored':
        return { result: judged.kind };
      case 'forged':
        throw wrongSignature();
      case 'unreadable':
        throw invalidRequest(judged.faults);
      case 'event':
        return this.publish(judged.event, connection, webhook);
      default:
        return assertNever(judged);
    }
  }

  private async find({ connectionId, platform }: AddressedWebhook): Promise<ConnectionRecord> {
    const { look, view } = this.settings;
    const connection = /^con_[0-9a-f]{32}$/.test(connectionId)
      ? await look.find(() => view.connection(connectionId))
      : undefined;
    if (connection?.platform !== platform) throw notFound('There is no such connection to this platform');
    return connection;
  }

  private secretsOf(connection: ConnectionRecord): readonly Uint8Array[] {
    const { secrets, now, onUnreadable } = this.settings;
    const opened = secrets.open(connection, now());
    if (opened.ok) return opened.secrets;
    onUnreadable(connection, opened.detail);
    throw secretsUnreadable();
  }

  private async publish(
    event: object,
    { account_id: accountId }: ConnectionRecord,
    { traceparent }: AddressedWebhook,
  ): Promise<WebhookAnswer> {
    const outcome = await this.settings.publisher.publish(event, {
      caller: { kind: 'token', accountId, role: 'ingest' },
      traceparent,
      hasAccount: (id) => id === accountId,
    });
    if (outcome.kind === 'refused') throw new ProblemError(outcome.problem);
    return { result: 'accepted' };
  }
}
