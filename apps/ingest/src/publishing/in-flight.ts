// How much may wait for Kafka at once. Beyond it the producer is told to come again, instead of memory growing.

export interface InFlightLimits {
  readonly eventsMax: number;
  readonly bytesMax: number;
}

export class InFlight {
  private events = 0;
  private bytes = 0;

  constructor(private readonly limits: InFlightLimits) {}

  get count(): number {
    return this.events;
  }

  /** Takes a place; answers how to give it back, or `undefined` when all are taken. */
  take(bytes: number): (() => void) | undefined {
    const { eventsMax, bytesMax } = this.limits;
    if (this.events + 1 > eventsMax || this.bytes + bytes > bytesMax) return undefined;
    this.add(1, bytes);
    return () => {
      this.add(-1, -bytes);
    };
  }

  private add(events: number, bytes: number): void {
    this.events += events;
    this.bytes += bytes;
  }
}
