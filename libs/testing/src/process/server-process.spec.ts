import { expect, it } from 'vitest';
import { eventually } from '../eventually.js';
import { ServerProcess } from './server-process.js';

const startNode = (script: string): Promise<ServerProcess> =>
  ServerProcess.start({ name: 'script', command: process.execPath, args: ['-e', script] });

it('keeps the lines of both outputs and says how it ended', async () => {
  const child = await startNode('console.log("out"); console.error("err"); process.exit(3)');
  expect(await child.ended).toEqual({ code: 3, signal: null });
  expect([...child.lines].sort()).toEqual(['err', 'out']);
  expect(child.end).toEqual({ code: 3, signal: null });
});

it('stops by SIGTERM, so that the process can finish', async () => {
  const child = await startNode(
    'process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); console.log("up")',
  );
  await eventually(() => child.lines.includes('up'));
  expect(await child.stop()).toEqual({ code: 7, signal: null });
});

it('kills what does not stop within its grace', async () => {
  const child = await startNode(
    'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")',
  );
  await eventually(() => child.lines.includes('up'));
  expect(await child.stop({ graceMs: 50 })).toEqual({ code: null, signal: 'SIGKILL' });
});

it('kills what the process itself has started', async () => {
  // The end is told when the last holder of the outputs is gone, and the grandchild holds them.
  const child = await startNode(
    'require("child_process").spawn("sleep", ["60"], { stdio: "inherit" }); console.log("up"); setInterval(() => {}, 1000)',
  );
  await eventually(() => child.lines.includes('up'));
  expect(await child.kill()).toEqual({ code: null, signal: 'SIGKILL' });
});

it('throws the system error when there is no such program', async () => {
  const missing = ServerProcess.start({ name: 'nothing', command: '/no/such/program', args: [] });
  await expect(missing).rejects.toMatchObject({ code: 'ENOENT' });
});
