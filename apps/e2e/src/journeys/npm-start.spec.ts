// A person's first minutes: `npm start` in a fresh folder, Ctrl-C, a second start, a death, `npm run reset`.
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { portNames, portTable, readStackFile, type StackFile } from '@posthorn/local-stack';
import { eventually, freePort, ServerProcess, startReceiver, workspaceRoot } from '@posthorn/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

let folder: string;
let environment: NodeJS.ProcessEnv;
let launcher: ServerProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posthorn-npm-start-'));
  const ports = await Promise.all(
    portNames.map(async (name) => [portTable[name].variable, String(await freePort())] as const),
  );
  environment = {
    ...process.env,
    ...(Object.fromEntries(ports) as NodeJS.ProcessEnv),
    POSTHORN_FOLDER: folder,
  };
});
afterEach(() => launcher?.kill());
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<ServerProcess> {
  launcher = await ServerProcess.start({
    name: args.join(' '),
    command: process.execPath,
    args: ['tools/local-stack/posthorn.mjs', ...args],
    cwd: workspaceRoot,
    env: environment,
  });
  return launcher;
}

/** Resolves when `stack.json` stands there, which it does when everything is ready. */
const untilReady = (start: ServerProcess): Promise<StackFile> =>
  eventually(
    () => {
      if (start.end !== undefined) throw new Error(start.lines.join('\n'));
      return readStackFile(folder);
    },
    { timeoutMs: 90_000, intervalMs: 100, what: `npm start ready (${start.lines.slice(-10).join('\n')})` },
  );

const isService = (name: string): boolean => ['dispatcher', 'ingest', 'subscriptions'].includes(name);

const alive = (stack: StackFile): string[] =>
  stack.processes.filter(({ pid }) => existsSync(`/proc/${pid}`)).map(({ name }) => name);

async function stopWithin15Seconds(start: ServerProcess, stack: StackFile): Promise<void> {
  const begun = performance.now();
  start.signal('SIGINT');
  expect(await start.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - begun).toBeLessThan(15_000);
  expect(alive(stack)).toEqual([]);
  expect(await readStackFile(folder)).toBeUndefined();
}

/** Of a process's threads: the main one's priority, and how many of the others yield to it. */
function threadsOf(pid: number): { main: number; yielding: number } {
  const others = readdirSync(`/proc/${pid}/task`)
    .map(Number)
    .filter((id) => id !== pid);
  const { PRIORITY_BELOW_NORMAL } = constants.priority;
  return {
    main: getPriority(pid),
    yielding: others.filter((id) => getPriority(id) === PRIORITY_BELOW_NORMAL).length,
  };
}

let first: StackFile;

it('shows the first POST and a page of commands, and stops everything on Ctrl-C', async () => {
  const start = await run('start');
  first = await untilReady(start);
  expect((await stat(join(folder, 'stack.json'))).mode & 0o777).toBe(0o600);
  expect(alive(first).sort()).toEqual([
    'dispatcher',
    'ingest',
    'kafka',
    'postgres',
    'receiver',
    'subscriptions',
  ]);
  for (const { http } of [first.subscriptions, first.ingest, first.dispatcher]) {
    expect((await fetch(`${http}/health/ready`)).status).toBe(200);
  }
  for (const { name, pid } of first.processes.filter(({ name }) => isService(name))) {
    const { main, yielding } = threadsOf(pid);
    expect(main, name).toBe(0);
    expect(yielding, name).toBeGreaterThanOrEqual(4);
  }
  const page = await eventually(
    () => start.lines.find((line) => line.includes('kcat -P')) && start.lines.join('\n'),
  );
  expect(page).toMatch(/receiver.*POST \/demo[^]*contact\[email\][^]*Posthorn is running/);
  expect(page).toContain(first.demo.token);
  await stopWithin15Seconds(start, first);
});

it('resumes with its data at a second start, and sends nothing by itself when told so', async () => {
  const start = await run('start', '--no-demo');
  const second = await untilReady(start);
  expect(second.demo).toEqual(first.demo);
  expect(second.operatorToken).toBe(first.operatorToken);
  expect(start.lines.filter((line) => line.includes('POST /'))).toEqual([]);
  const sent = await fetch(`${second.ingest.http}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${second.demo.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'subscribe', data: { contact: { id: '42', email: 'jane@example.com' } } }),
  });
  expect(sent.status).toBe(202);
  await eventually(() => start.lines.some((line) => line.includes('POST /demo')), { timeoutMs: 15_000 });

  process.kill(second.processes.find(({ name }) => name === 'ingest')?.pid ?? 0, 'SIGKILL');
  expect(await start.ended).toEqual({ code: 1, signal: null });
  expect(start.lines.join('\n')).toContain('ingest ended with signal SIGKILL');
  expect(alive(second)).toEqual([]);
});

it('refuses a port of the environment that is taken, with the way out', async () => {
  const taker = await startReceiver();
  const taken = new URL(taker.url).port;
  environment = { ...environment, KAFKA_PORT: taken };
  const start = await run('start');
  expect(await start.ended).toEqual({ code: 1, signal: null });
  expect(start.lines.join('\n')).toMatch(new RegExp(`KAFKA_PORT=${taken}: another program listens there`));
  await taker.stop();
});

it('deletes the data when asked to, and only then', async () => {
  const unasked = await run('reset');
  expect(await unasked.ended).toEqual({ code: 1, signal: null });
  expect(existsSync(join(folder, 'secrets.json'))).toBe(true);
  const asked = await run('reset', '--yes');
  expect(await asked.ended).toEqual({ code: 0, signal: null });
  expect(existsSync(join(folder, 'data'))).toBe(false);
  expect(existsSync(join(folder, 'secrets.json'))).toBe(false);
});
