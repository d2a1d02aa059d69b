// Which variables a service reads, asked of its own compiled description of its environment: what it looks at is what
// it reads.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workspaceRoot } from '@posthorn/testing';
import type { ZodType } from 'zod';
import type { Variables } from './interpolate.js';

export const serviceNames = ['subscriptions', 'ingest', 'dispatcher'] as const;

export type ServiceName = (typeof serviceNames)[number];

type Sections = Readonly<Record<string, ZodType>>;

const descriptions: Readonly<Record<ServiceName, string>> = {
  subscriptions: 'environment.js',
  ingest: 'environment.js',
  dispatcher: 'dispatcher-environment.js',
};

/** The sections of the service's environment, as it gives them to `readEnvironment`. */
export async function serviceSections(service: ServiceName): Promise<Sections> {
  const file = join(workspaceRoot, 'apps', service, 'dist', descriptions[service]);
  const exported = (await import(pathToFileURL(file).href)) as Record<string, Sections>;
  const sections = exported[`${service}Environment`];
  if (sections === undefined) throw new Error(`${file} does not export ${service}Environment`);
  return sections;
}

/** A variable that is only asked for by name counts, too. */
export function variablesRead(sections: Sections): readonly string[] {
  const read = new Set<string | symbol>();
  const watched = new Proxy(
    {},
    {
      get: (_, name) => {
        read.add(name);
        return undefined;
      },
      has: (_, name) => {
        read.add(name);
        return false;
      },
    },
  );
  for (const section of Object.values(sections)) section.safeParse(watched);
  return [...read].filter((name) => typeof name === 'string');
}

/** The environment as plain JSON; empty counts as not set. Throws when a section refuses. */
export function parseSections(sections: Sections, variables: Variables): unknown {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const values = Object.entries(sections).map(([name, section]) => [name, section.parse(present)]);
  return JSON.parse(JSON.stringify(Object.fromEntries(values)));
}
