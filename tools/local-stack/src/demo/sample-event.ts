// A sample event as the catalogue gives it, sent as a product would send it.
import { z } from 'zod';
import { callApi } from './api.js';

export interface IngestDoor {
  /** Base URL of ingest. */
  readonly ingest: string;
  readonly token: string;
}

const typeSchema = z.object({ sample: z.record(z.string(), z.unknown()) });

/** An event of this type that can be sent as it stands. */
export async function sampleEvent(
  { ingest, token }: IngestDoor,
  type: string,
): Promise<Record<string, unknown>> {
  const { body } = await callApi({ method: 'GET', url: `${ingest}/v1/event-types/${type}`, token }, [200]);
  return typeSchema.parse(body).sample;
}

export async function sendEvent(
  { ingest, token }: IngestDoor,
  event: Record<string, unknown>,
): Promise<void> {
  await callApi({ method: 'POST', url: `${ingest}/v1/events`, token, body: event }, [202]);
}
