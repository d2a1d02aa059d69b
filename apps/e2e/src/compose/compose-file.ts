// docker-compose.yml as Docker Compose understands it: merged, interpolated, and the parts that the tests look at.
// Whether it obeys Compose's own schema is asked elsewhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';
import { parse } from 'yaml';
import { z } from 'zod';
import { interpolate, type Variables } from './interpolate.js';

const serviceSchema = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  restart: z.string(),
  user: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  /** A variable without a value is passed on from the caller's environment, when it is there. */
  environment: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
});

const fileSchema = z.looseObject({ services: z.record(z.string(), serviceSchema) });

export type ComposeService = z.output<typeof serviceSchema>;

export interface ComposeFile {
  /** The whole document after interpolation. */
  readonly document: unknown;
  readonly services: Readonly<Record<string, ComposeService>>;
}

export const composeText = readFileSync(join(workspaceRoot, 'docker-compose.yml'), 'utf8');

/** Throws when a variable that the file requires is not set. */
export function readCompose(variables: Variables): ComposeFile {
  const document = interpolateAll(parse(composeText, { merge: true }), variables);
  return { document, services: fileSchema.parse(document).services };
}

/** The service; throws when the file has none of that name. */
export function composeService({ services }: ComposeFile, name: string): ComposeService {
  const service = services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
}

/** What Compose sets in the service's container. */
export const composeEnvironment = (service: ComposeService, variables: Variables): Record<string, string> =>
  Object.fromEntries(
    Object.entries(service.environment).flatMap(([name, value]) => {
      const given = value ?? variables[name];
      return given === undefined ? [] : [[name, String(given)]];
    }),
  );

function interpolateAll(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return interpolate(value, variables);
  if (Array.isArray(value)) return value.map((item) => interpolateAll(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, interpolateAll(item, variables)]),
  );
}
