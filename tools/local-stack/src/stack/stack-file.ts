// `.posthorn/stack.json`: what scripts need to know of a running stack. It stands there exactly while the stack is
// ready.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from './kept-json.js';

/** `http` is a base URL, `grpc` is host:port. */
const doors = z.object({ http: z.string(), grpc: z.string() });
const httpDoor = z.object({ http: z.string() });

export const stackFileSchema = z.object({
  subscriptions: doors,
  ingest: doors,
  dispatcher: httpDoor,
  receiver: httpDoor,
  kafka: z.object({ brokers: z.array(z.string()) }),
  postgres: z.object({ url: z.string() }),
  operatorToken: z.string(),
  demo: z.object({ accountId: z.string(), token: z.string(), subscriptionId: z.string() }),
  processes: z.array(z.object({ name: z.string(), pid: z.number() })),
});

export type StackFile = z.infer<typeof stackFileSchema>;

const stackFile = (folder: string): string => join(folder, 'stack.json');

/** `undefined`: no stack is ready there. */
export async function readStackFile(folder: string): Promise<StackFile | undefined> {
  const content = await readKeptJson(stackFile(folder));
  return content === undefined ? undefined : stackFileSchema.parse(content);
}

export const writeStackFile = (folder: string, content: StackFile): Promise<void> =>
  writeKeptJson(stackFile(folder), content);

export const removeStackFile = (folder: string): Promise<void> => rm(stackFile(folder), { force: true });
