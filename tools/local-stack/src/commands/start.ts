// `npm start`: brings the stack up with a progress list, shows a first event arrive, prints where everything is, and
// stops it all on Ctrl-C or when one of its processes dies.
import type { Ports } from '../servers/ports.js';
import { choosePorts } from '../servers/ports.js';
import { unusedPorts } from '../servers/local-servers.js';
import { describeEnd } from '@posthorn/testing';
import { LocalStack, type Death } from '../stack/local-stack.js';
import { RunFile } from '../stack/run-file.js';
import { localSecrets } from '../stack/secrets.js';
import { removeStackFile } from '../stack/stack-file.js';
import { LogPrinter } from '../terminal/log-printer.js';
import { bringUp } from './bring-up.js';
import { dataFolder, stackFolder } from './folders.js';
import { untilSignal } from './until-signal.js';

export interface StartOptions {
  /** Whether a first event is sent. */
  readonly demo: boolean;
  /** Begins when the stack is ready; its failure ends the stack. */
  readonly whileReady?: (stack: LocalStack, printer: LogPrinter) => Promise<never>;
}

/** Resolves with the exit code when everything has stopped: 0 by a signal, 1 by a death. */
export async function start({ demo, whileReady }: StartOptions): Promise<number> {
  const run = new RunFile(stackFolder);
  await run.claim();
  const printer = new LogPrinter((text) => process.stdout.write(text));
  const { ports, moved } = await choosePorts(process.env, { unused: unusedPorts(process.env) });
  const stack = await makeStack(ports, printer);
  const signal = untilSignal();
  const life = async (): Promise<Death> => {
    await bringUp({ stack, printer, moved, demo, run });
    await whileReady?.(stack, printer);
    return stack.died;
  };
  try {
    const end = await Promise.race([life(), stack.died, signal]);
    tellEnd(end);
    return end === undefined ? 0 : 1;
  } finally {
    await removeStackFile(stackFolder);
    await stack.stop();
    await run.release();
  }
}

const makeStack = async (ports: Ports, printer: LogPrinter): Promise<LocalStack> =>
  new LocalStack({
    ...{ dataFolder, ports },
    secrets: await localSecrets(stackFolder),
    environment: { ...forTerminal(), ...process.env },
    onLine: printer.line,
  });

/** The services write to a pipe; the person sees a terminal. */
const forTerminal = (): NodeJS.ProcessEnv =>
  process.stdout.isTTY ? { LOG_FORMAT: 'pretty', FORCE_COLOR: '1' } : {};

function tellEnd(death: Death | undefined): void {
  if (death === undefined) {
    console.log('\nStopping everything, within 15 seconds …');
    return;
  }
  const lines = death.lines.slice(-20).map((line) => `  ${line}\n`);
  console.error(
    `\n${describeEnd(death.name, death.end)}. Its last lines:\n${lines.join('')}Stopping everything …`,
  );
}
