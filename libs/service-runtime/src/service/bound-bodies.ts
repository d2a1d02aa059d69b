// How many bytes of bodies may be on their way in or in work at once. Beyond it a request is refused before its body is
// read, so that a crowd of large bodies cannot take all memory.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unavailable } from '../problems/problems.js';

/** So many of the largest size; of ordinary ones thousands. */
const largestBodiesMax = 64;
const retryAfterS = 1;

export function boundBodies(fastify: FastifyInstance, bodyBytesMax: number): void {
  const bytesMax = largestBodiesMax * bodyBytesMax;
  let bytes = 0;
  fastify.addHook('onRequest', (request, reply, done) => {
    const announced = announcedBytes(request, bodyBytesMax);
    if (bytes + announced > bytesMax) {
      done(unavailable('too_busy', 'Too many bodies are being received', retryAfterS));
      return;
    }
    bytes += announced;
    reply.raw.once('close', () => {
      bytes -= announced;
    });
    done();
  });
}

/** A body without a length may become as large as the limit; a longer one is refused when it is read. */
function announcedBytes({ headers }: FastifyRequest, bodyBytesMax: number): number {
  if (headers['transfer-encoding'] !== undefined) return bodyBytesMax;
  return Math.min(Number(headers['content-length'] ?? 0), bodyBytesMax);
}
