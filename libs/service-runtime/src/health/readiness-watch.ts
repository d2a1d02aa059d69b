// Asks the readiness probe again and again, and tells when the answer changes: to the log, and to gRPC's health, which
// is told and not asked.
import { setTimeout as pause } from 'node:timers/promises';
import type { Readiness, ReadinessProbe } from './readiness.js';

const askedEveryMs = 1_000;

export class ReadinessWatch {
  private watching: Promise<void> | undefined;
  private stopped = false;
  private told = '';

  constructor(
    private readonly probe: ReadinessProbe,
    private readonly onChange: (readiness: Readiness) => void,
  ) {}

  start(): void {
    this.watching ??= this.watch();
  }

  stop(): void {
    this.stopped = true;
  }

  private async watch(): Promise<void> {
    while (!this.stopped) {
      this.tell(await this.probe.ask());
      await pause(askedEveryMs, undefined, { ref: false });
    }
  }

  private tell(readiness: Readiness): void {
    const answer = JSON.stringify(readiness);
    if (this.stopped || answer === this.told) return;
    this.told = answer;
    this.onChange(readiness);
  }
}
