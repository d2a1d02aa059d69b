// Where a page ended, as an opaque text that the next request brings back. It holds nothing that its reader may not
// know, and is not signed: a made-up one only starts a page elsewhere in the caller's own list.
import { z } from 'zod';

/** Lists are ordered by the time of creation, then by id. */
export interface Position {
  readonly createdAt: Date;
  readonly id: string;
}

const positionSchema = z.tuple([z.int().min(0).max(8.64e15), z.string().regex(/^[\w-]{1,64}$/)]);

export const writePageToken = ({ createdAt, id }: Position): string =>
  Buffer.from(JSON.stringify([createdAt.getTime(), id])).toString('base64url');

/** `undefined` when the text is no token of ours. */
export function readPageToken(token: string): Position | undefined {
  const parsed = positionSchema.safeParse(parseJson(Buffer.from(token, 'base64url').toString('utf8')));
  return parsed.success ? { createdAt: new Date(parsed.data[0]), id: parsed.data[1] } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
