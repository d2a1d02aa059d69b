import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../count-tests.mjs', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posthorn-count-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Counted {
  readonly code: number;
  readonly lastLine: string | undefined;
}

async function count(report: unknown): Promise<Counted> {
  const file = join(folder, 'report.json');
  await (report === undefined ? rm(file, { force: true }) : writeFile(file, JSON.stringify(report)));
  return new Promise((resolve) => {
    execFile(process.execPath, [program, file], (error, stdout) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, lastLine: stdout.trimEnd().split('\n').at(-1) });
    });
  });
}

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.spec.ts',
  status,
  assertionResults: statuses.map((each) => ({ status: each, fullName: each })),
});

it.each([
  [
    'all passed',
    [file('passed', 'passed'), file('passed', 'passed')],
    { code: 0, lastLine: '2 passed, 0 failed' },
  ],
  ['one failed', [file('failed', 'passed', 'failed')], { code: 1, lastLine: '1 passed, 1 failed' }],
  ['one skipped', [file('passed', 'passed', 'skipped')], { code: 1, lastLine: '1 passed, 0 failed' }],
  ['one to do', [file('passed', 'passed', 'todo')], { code: 1, lastLine: '1 passed, 0 failed' }],
  ['a broken file', [file('passed', 'passed'), file('failed')], { code: 1, lastLine: '1 passed, 0 failed' }],
  ['no test', [], { code: 1, lastLine: '0 passed, 0 failed' }],
])('%s', async (_, testResults, counted) => {
  expect(await count({ success: true, testResults })).toEqual(counted);
});

it('fails without a report, and when vitest says that the run failed', async () => {
  expect(await count(undefined)).toEqual({ code: 1, lastLine: '0 passed, 0 failed' });
  const failedRun = { success: false, testResults: [file('passed', 'passed')] };
  expect(await count(failedRun)).toEqual({ code: 1, lastLine: '1 passed, 0 failed' });
});
