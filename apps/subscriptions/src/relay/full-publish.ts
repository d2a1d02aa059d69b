// Publishes everything: all rows, tombstones for what the topic has and the database has not, and at the end the
// sentinel that lets views trust what they read. When it is due is decided elsewhere.
import { registryKey } from '@posthorn/contracts';
import type { KnownKey, RegistryView } from '@posthorn/kafka';
import type { DataSource } from 'typeorm';
import type { RowKind } from '../registry/registry-record.js';
import { publishChanges, rememberEffects, type Publisher } from './publish-changes.js';
import {
  existingIds,
  raiseSequence,
  raiseVersions,
  rowKinds,
  rowsAfter,
  rowsAtOnceMax,
  type RegistryRow,
} from './registry-rows.js';
import { beginEpoch, finishEpoch } from './registry-state.js';

export interface FullPublishParts extends Publisher {
  readonly dataSource: DataSource;
  /** Has read the topic to its end. */
  readonly view: RegistryView;
  readonly databaseId: string;
}

/** The topic was replaced or cut meanwhile. It got no sentinel, so no view trusts it, and the next try repairs it. */
export class TopicChangedError extends Error {
  readonly code = 'topic_changed';
  constructor(
    readonly epoch: number,
    readonly rowsSent: number,
    readonly rowsFound: number,
  ) {
    super(`The topic holds ${rowsFound} of the ${rowsSent} rows of full publish ${epoch}`);
    this.name = 'TopicChangedError';
  }
}

const confirmWithinMs = 10_000;

/** How many rows. Throws what Kafka and the database throw, and `TopicChangedError`: then it is to be tried again. */
export async function publishEverything(parts: FullPublishParts): Promise<number> {
  const { session, view, databaseId, topic } = parts;
  const epoch = await beginEpoch(session, view.sentinel?.epoch ?? 0);
  const publish = new FullPublish(parts, epoch);
  const rowCount = await publish.run();
  await checkTopic(view, epoch, rowCount);
  await topic.writeSentinel({ database_id: databaseId, epoch, row_count: rowCount });
  await finishEpoch(session, epoch);
  return rowCount;
}

/** The sentinel must not be the only record of a topic that was made a moment ago. */
async function checkTopic(view: RegistryView, epoch: number, rowCount: number): Promise<void> {
  const confirmed = await view.confirmEnd(confirmWithinMs);
  if (!confirmed || view.countOf(epoch) < rowCount)
    throw new TopicChangedError(epoch, rowCount, view.countOf(epoch));
}

/**
 * Each page is sent right after it was read, and changes are published between the pages only: what follows a row in
 * the log was committed after that row was read. So no change is undone, and none waits for the end.
 */
class FullPublish {
  private rowCount = 0;
  /** Keys of the topic that were not met among the rows yet. */
  private readonly unmet: Map<string, KnownKey>;
  private readonly outOfOrder: ReadonlySet<string>;

  constructor(
    private readonly parts: FullPublishParts,
    private readonly epoch: number,
  ) {
    this.unmet = new Map([...parts.view.keys()].map((key) => [registryKey(key.kind, key.id), key]));
    this.outOfOrder = new Set(parts.view.outOfOrder);
  }

  async run(): Promise<number> {
    await raiseSequence(this.parts.dataSource, this.highestVersion());
    for (const kind of rowKinds) await this.sendRows(kind);
    for (const kind of rowKinds) await this.sendTombstones(kind);
    return this.rowCount;
  }

  private highestVersion(): number {
    let highest = 0;
    for (const { version } of this.unmet.values()) highest = Math.max(highest, version);
    return highest;
  }

  private async sendRows(kind: RowKind): Promise<void> {
    for (let lastId: string | undefined = ''; lastId !== undefined;) {
      const page = await rowsAfter(this.parts.dataSource, kind, lastId);
      const written = await this.parts.topic.write(await this.withVersions(kind, page));
      this.rowCount += written.length;
      rememberEffects(this.parts.effectiveTimes, written);
      await this.publishChanges();
      lastId = page.length < rowsAtOnceMax ? undefined : page.at(-1)?.id;
    }
  }

  /** What was changed meanwhile needs no tombstone: its own record is the newest. */
  private async publishChanges(): Promise<void> {
    for (const { kind, id, version } of await publishChanges(this.parts)) {
      const key = registryKey(kind, id);
      if (Number(version) > (this.unmet.get(key)?.version ?? Number.POSITIVE_INFINITY))
        this.unmet.delete(key);
    }
  }

  /** The rows of a page, none below the version that the topic has: it comes from another database, or from a restore. */
  private async withVersions(
    kind: RowKind,
    page: readonly RegistryRow[],
  ): Promise<readonly (RegistryRow & { readonly epoch: number })[]> {
    const below = new Set(page.filter((row) => this.meet(row)).map(({ id }) => id));
    const raised = below.size === 0 ? [] : await raiseVersions(this.parts.dataSource, kind, [...below]);
    const rows = [...page.filter(({ id }) => !below.has(id)), ...raised];
    return rows.map((row) => ({ ...row, epoch: this.epoch }));
  }

  /** Whether the topic has a higher version. */
  private meet({ kind, id, version }: RegistryRow): boolean {
    const key = registryKey(kind, id);
    const known = this.unmet.get(key);
    this.unmet.delete(key);
    return known !== undefined && known.version > Number(version);
  }

  /**
   * One above the version that the topic has, and so below the one of the deletion, if there was one, and of a row
   * made again: it ends nothing that the next change of the outbox brings.
   */
  private async sendTombstones(kind: RowKind): Promise<void> {
    const candidates = [...this.unmet.values()].filter((key) => key.kind === kind && this.mayLive(key));
    for (let from = 0; from < candidates.length; from += rowsAtOnceMax) {
      const page = candidates.slice(from, from + rowsAtOnceMax);
      const existing = await existingIds(
        this.parts.dataSource,
        kind,
        page.map(({ id }) => id),
      );
      await this.parts.topic.write(
        page
          .filter(({ id }) => !existing.has(id))
          .map(({ id, version, deleted }) => ({
            ...{ kind, id, value: null, epoch: this.epoch },
            version: String(deleted ? version : version + 1),
          })),
      );
      await this.publishChanges();
    }
  }

  private mayLive({ kind, id, deleted }: KnownKey): boolean {
    return !deleted || this.outOfOrder.has(registryKey(kind, id));
  }
}
