// Waits until the relay has had Kafka's acknowledgement, so that what is answered is true at every other service, too.
import { ProblemError } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { RelayNudge } from '../relay-nudge.js';

/** Looks whether it is published; `undefined`: not yet. */
type Look<T> = (manager: EntityManager) => Promise<T | undefined>;

/** Longer than the relay takes while Kafka answers, and no longer than a caller is to be kept waiting for it. */
const waitedMs = 2_000;

@Injectable()
export class Publication {
  constructor(
    private readonly database: Database,
    private readonly nudge: RelayNudge,
  ) {}

  /** What is found within 2 s, looked for at each nudge and at the end; else `undefined`. */
  async until<T>(look: Look<T>): Promise<T | undefined> {
    const waiting = new AbortController();
    const end = (): void => {
      waiting.abort();
    };
    const timer = setTimeout(end, waitedMs);
    try {
      return await this.wait(look, waiting.signal);
    } finally {
      clearTimeout(timer);
      end();
    }
  }

  /** Listens before it looks: what is published meanwhile is not missed. */
  private async wait<T>(look: Look<T>, signal: AbortSignal): Promise<T | undefined> {
    for (;;) {
      const nudged = this.nudge.next('published', signal);
      const found = await this.look(look);
      if (found !== undefined || signal.aborted) return found;
      await nudged;
    }
  }

  /** The change is committed: a database that goes away now makes it pending, not failed. */
  private async look<T>(look: Look<T>): Promise<T | undefined> {
    try {
      return await this.database.run(look);
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'database_unavailable') return undefined;
      throw error;
    }
  }
}
