// Does to the tables what the relay does when Kafka acknowledges at once, so that these specs need no Kafka: marks
// outbox rows, and sets `effective_from` of new subscriptions.
import type { DataSource } from 'typeorm';
import { nudge, type RelayNudge } from '../relay-nudge.js';

export class StandInRelay {
  private readonly stopListening: () => void;
  private running: Promise<void> = Promise.resolve();
  private held = false;

  constructor(
    private readonly dataSource: DataSource,
    nudges: RelayNudge,
  ) {
    // Like the relay's, a round that fails is made up for by the next nudge.
    this.stopListening = nudges.on('outbox', () => {
      this.running = this.running.then(() => this.publish()).catch(() => undefined);
    });
  }

  /** As if Kafka were away. */
  hold(): void {
    this.held = true;
  }

  async release(): Promise<void> {
    this.held = false;
    await this.publish();
  }

  async stop(): Promise<void> {
    this.stopListening();
    await this.running;
  }

  private async publish(): Promise<void> {
    if (this.held) return;
    await this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE outbox SET published_at = now() WHERE published_at IS NULL');
      await manager.query('UPDATE subscriptions SET effective_from = now() WHERE effective_from IS NULL');
      await nudge(manager, 'published');
    });
  }
}
