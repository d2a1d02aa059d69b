// The start of the local stack as a person sees it, from the first step to the page of text.
import { eventually } from '@posthorn/testing';
import colors from 'picocolors';
import { ensureDemo } from '../demo/demo-account.js';
import { sampleEvent, sendEvent } from '../demo/sample-event.js';
import { startPage } from '../page/start-page.js';
import type { ChosenPorts } from '../servers/ports.js';
import { describeStack } from '../stack/describe-stack.js';
import type { LocalStack } from '../stack/local-stack.js';
import type { RunFile } from '../stack/run-file.js';
import type { Stage } from '../stack/stage.js';
import { writeStackFile, type StackFile } from '../stack/stack-file.js';
import type { LogPrinter } from '../terminal/log-printer.js';
import { runWithProgress } from '../terminal/progress-list.js';
import { stackFolder } from './folders.js';

export interface BringUp {
  readonly stack: LocalStack;
  readonly printer: LogPrinter;
  readonly moved: ChosenPorts['moved'];
  readonly demo: boolean;
  readonly run: RunFile;
}

type Demo = StackFile['demo'];

const firstPostTimeoutMs = 20_000;

/** Resolves when everything is ready and said. */
export async function bringUp({ stack, printer, moved, demo, run }: BringUp): Promise<void> {
  let account: Demo | undefined;
  const demoStage = demoStageOf(stack, (made) => {
    account = made;
  });
  await runWithProgress(
    [...stack.stages().map((stage) => noting(stage, { stack, run })), demoStage],
    () => stack.isStopping,
  );
  if (account === undefined) throw new Error('the demo’s account was not made');
  printer.open(['receiver']);
  if (demo) await showFirstEvent({ stack, printer, account });
  const described = describeStack(stack, account);
  await writeStackFile(stackFolder, described);
  const topicPrefix = process.env.TOPIC_PREFIX ?? 'posthorn.';
  console.log(startPage({ stack: described, moved, topicPrefix }));
}

/** What runs is noted after each step, for the start after a crash. */
const noting = ({ title, steps }: Stage, { stack, run }: Pick<BringUp, 'stack' | 'run'>): Stage => ({
  title,
  steps: steps.map((step) => ({
    title: step.title,
    run: async () => {
      const done = await step.run();
      await run.note(stack.processes().map(({ pid }) => pid));
      return done;
    },
  })),
});

const demoStageOf = (stack: LocalStack, made: (demo: Demo) => void): Stage => ({
  title: 'Demo',
  steps: [
    {
      title: 'Demo account with a token and a subscription',
      run: async () => {
        const place = { folder: stackFolder, operatorToken: stack.settings.secrets.operatorToken };
        const { subscriptions } = stack.services;
        const demo = { ...place, subscriptions: subscriptions.http, receiver: `${stack.receiver.http}/demo` };
        made(await ensureDemo(demo));
        return undefined;
      },
    },
  ],
});

/** Sends one event and waits until the receiver has printed its POST. */
async function showFirstEvent(given: Pick<BringUp, 'stack' | 'printer'> & { account: Demo }): Promise<void> {
  const { stack, printer, account } = given;
  const door = { ingest: stack.services.ingest.http, token: account.token };
  const event = await sampleEvent(door, 'subscribe');
  console.log(`\n${colors.bold('First event')}: ${JSON.stringify(event)}\n`);
  const before = printer.count('receiver');
  await sendEvent(door, event);
  await eventually(() => printer.count('receiver') > before, {
    timeoutMs: firstPostTimeoutMs,
    what: 'the POST of the first event',
  });
}
