import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AlreadyRunningError, RunFile } from './run-file.js';
import { localSecrets } from './secrets.js';
import { readStackFile, removeStackFile, writeStackFile, type StackFile } from './stack-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posthorn-kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (name: string): Promise<number> => (await stat(join(folder, name))).mode & 0o777;

it('makes secrets once, for this user only', async () => {
  const made = await localSecrets(folder);
  expect(made.operatorToken).toMatch(/^pht_[\w-]{43}$/);
  expect(Buffer.from(made.secretsKeys.replace('local:', ''), 'base64')).toHaveLength(32);
  expect(await localSecrets(folder)).toEqual(made);
  expect(await modeOf('secrets.json')).toBe(0o600);
});

it('keeps secrets that were made before there was another', async () => {
  const { connectionKeys: _, ...former } = await localSecrets(folder);
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(former));
  const { connectionKeys, ...kept } = await localSecrets(folder);
  expect(kept).toEqual(former);
  expect(await localSecrets(folder)).toEqual({ ...kept, connectionKeys });
});

it('has a stack file, for this user only, exactly while there is a stack', async () => {
  const content: StackFile = {
    subscriptions: { http: 'http://127.0.0.1:4000', grpc: '127.0.0.1:4001' },
    ingest: { http: 'http://127.0.0.1:4010', grpc: '127.0.0.1:4011' },
    dispatcher: { http: 'http://127.0.0.1:4020' },
    receiver: { http: 'http://127.0.0.1:4030' },
    kafka: { brokers: ['127.0.0.1:9092'] },
    postgres: { url: 'postgres://127.0.0.1/posthorn' },
    operatorToken: 'pht_operator',
    demo: { accountId: 'demo', token: 'pht_demo', subscriptionId: 'sub_1' },
    processes: [{ name: 'kafka', pid: 1 }],
  };
  expect(await readStackFile(folder)).toBeUndefined();
  await writeStackFile(folder, content);
  expect(await readStackFile(folder)).toEqual(content);
  expect(await modeOf('stack.json')).toBe(0o600);
  await removeStackFile(folder);
  expect(await readStackFile(folder)).toBeUndefined();
});

it('refuses a folder that another launcher uses', async () => {
  await writeFile(join(folder, 'run.json'), JSON.stringify({ launcher: process.ppid, processes: [] }));
  await expect(new RunFile(folder).claim()).rejects.toThrow(AlreadyRunningError);
});

it('takes over from a launcher that was killed, once what it left has ended', async () => {
  const [launcher, leftover] = [spawn('true'), spawn('sleep', ['0.3'])];
  const events: string[] = [];
  leftover.once('exit', () => events.push('ended'));
  await once(launcher, 'exit');
  await writeFile(
    join(folder, 'run.json'),
    JSON.stringify({ launcher: launcher.pid, processes: [leftover.pid] }),
  );
  await new RunFile(folder).claim();
  events.push('claimed');
  expect(events).toEqual(['ended', 'claimed']);
});
