// Waits until the relay has published a new subscription, so that its creator learns from when on events are sent.
import { ProblemError } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { SubscriptionRow } from '../database/rows/index.js';
import { RelayNudge } from '../relay-nudge.js';

@Injectable()
export class Publication {
  constructor(
    private readonly database: Database,
    private readonly nudge: RelayNudge,
  ) {}

  /** The time that the relay has set within `withinMs`, looked for at each nudge and at the end; else null. */
  async effectiveFrom(subscriptionId: string, withinMs: number): Promise<Date | null> {
    const waiting = new AbortController();
    const end = (): void => {
      waiting.abort();
    };
    const timer = setTimeout(end, withinMs);
    try {
      return await this.wait(subscriptionId, waiting.signal);
    } finally {
      clearTimeout(timer);
      end();
    }
  }

  /** Listens before it reads: what is published while the row is being read is not missed. */
  private async wait(subscriptionId: string, signal: AbortSignal): Promise<Date | null> {
    for (;;) {
      const nudged = this.nudge.next('published', signal);
      const effectiveFrom = await this.read(subscriptionId);
      if (effectiveFrom !== null || signal.aborted) return effectiveFrom;
      await nudged;
    }
  }

  /** The subscription is committed: a database that goes away now makes it pending, not failed. */
  private async read(subscriptionId: string): Promise<Date | null> {
    try {
      const row = await this.database.run((manager) =>
        manager.findOneBy(SubscriptionRow, { id: subscriptionId }),
      );
      return row?.effectiveFrom ?? null;
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'database_unavailable') return null;
      throw error;
    }
  }
}
